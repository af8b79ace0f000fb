#include "platform/rpc/event_log_service.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "platform/messaging/dead_letters.h"
#include "platform/messaging/event_log.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::common::v1;

constexpr int kUsualReplay = 256;
constexpr int kMostReplay = 1000;
constexpr int kUsualDeadLetters = 100;
constexpr int kMostDeadLetters = 500;
constexpr std::size_t kLongestReason = 200;

void Render(const messaging::Event& event, pb::LoggedEvent& out) {
  out.set_position(event.position);
  out.set_id(event.id);
  out.set_source(event.source);
  out.set_type(event.type);
  out.set_subject(event.subject);
  out.set_subject_version(event.subject_version);
  out.set_partition_key(event.partition_key);
  out.set_time(FormatInstant(event.time));
  out.set_correlation_id(event.correlation_id);
  out.set_causation_id(event.causation_id);
  out.set_traceparent(event.traceparent);
  out.set_data(event.data);
}

void Render(const messaging::DeadLetter& letter, pb::DeadLetter& out) {
  out.set_stream(letter.stream);
  out.set_position(letter.event.position);
  out.set_event_id(letter.event.id);
  out.set_type(letter.event.type);
  out.set_partition_key(letter.event.partition_key);
  out.set_reason(letter.reason);
  out.set_attempts(letter.attempts);
  if (letter.next_attempt_at) out.set_next_attempt_at(FormatInstant(*letter.next_attempt_at));
  out.set_parked(letter.parked);
}

// How an event is named in the audit trail.
std::string NameOf(const std::string& stream, std::int64_t position) {
  return fmt::format("{}/{}", stream, position);
}

using After = std::optional<std::pair<std::string, messaging::Position>>;

Result<After> ReadAfter(const pb::ListDeadLettersRequest& request) {
  TTG_TRY(const std::string cursor, ReadPageToken(request));
  if (cursor.empty()) return After();
  const auto slash = cursor.rfind('/');
  messaging::Position position = 0;
  std::from_chars(cursor.data() + slash + 1, cursor.data() + cursor.size(), position);
  return After(std::pair(cursor.substr(0, slash), position));
}

// What a change of these leaves to be shown is nothing.
Result<Outcome> ShowNothing(const std::string& resource_id) { return Outcome{resource_id, {}}; }

}  // namespace

EventLogService::EventLogService(Runtime& runtime, const Clock& clock, RelayStatus relay,
                                 Progress progress)
    : runtime_(runtime), clock_(clock), relay_(std::move(relay)), progress_(std::move(progress)) {}

grpc::ServerUnaryReactor* EventLogService::Replay(grpc::CallbackServerContext* context,
                                                  const pb::ReplayRequest* request,
                                                  pb::ReplayResponse* response) {
  return runtime_.Read(
      context, request, response,
      [](const CallContext&, store::Session& session, const pb::ReplayRequest& in,
         pb::ReplayResponse& out) -> Result<Outcome> {
        TTG_TRY(const int size, ReadPageSize(in.page_size(), kUsualReplay, kMostReplay));
        TTG_TRY(const auto events, messaging::ReadAfter(session, in.after_position(), size));
        for (const auto& event : events) Render(event, *out.add_events());
        return Outcome{};
      });
}

grpc::ServerUnaryReactor* EventLogService::GetLag(grpc::CallbackServerContext* context,
                                                  const pb::GetLagRequest* request,
                                                  pb::GetLagResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext&, store::Session& session, const auto& /*in*/,
                              pb::GetLagResponse& out) -> Result<Outcome> {
                         TTG_TRY(const auto last, messaging::LastPosition(session));
                         const auto relay = relay_();
                         out.set_last_position(last);
                         out.set_unpublished(std::max<std::int64_t>(
                             0, last - std::min(last, relay.published_through)));
                         out.set_relay_alarm(relay.alarm);
                         for (const auto& progress : progress_()) {
                           auto& stream = *out.add_streams();
                           stream.set_stream(progress.stream);
                           stream.set_applied_through(progress.applied_through);
                           stream.set_last_known(progress.last_known);
                           stream.set_dead_letters(progress.dead_letters);
                         }
                         return Outcome{};
                       });
}

grpc::ServerUnaryReactor* EventLogService::ListDeadLetters(
    grpc::CallbackServerContext* context, const pb::ListDeadLettersRequest* request,
    pb::ListDeadLettersResponse* response) {
  return runtime_.Read(
      context, request, response,
      [](const CallContext&, store::Session& session, const pb::ListDeadLettersRequest& in,
         pb::ListDeadLettersResponse& out) -> Result<Outcome> {
        TTG_TRY(const int size, ReadPageSize(in.page_size(), kUsualDeadLetters, kMostDeadLetters));
        TTG_TRY(const After after, ReadAfter(in));
        TTG_TRY(auto letters, messaging::ListDeadLetters(session, size + 1, after));
        const bool more = letters.size() > static_cast<std::size_t>(size);
        if (more) letters.pop_back();
        for (const auto& letter : letters) Render(letter, *out.add_dead_letters());
        if (more) {
          const auto& last = letters.back();
          out.set_next_page_token(MakePageToken(in, NameOf(last.stream, last.event.position)));
        }
        return Outcome{};
      });
}

grpc::ServerUnaryReactor* EventLogService::RetryDeadLetter(
    grpc::CallbackServerContext* context, const pb::RetryDeadLetterRequest* request,
    pb::RetryDeadLetterResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext&, store::Session& session, const pb::RetryDeadLetterRequest& in,
             pb::RetryDeadLetterResponse& /*out*/) -> Result<Outcome> {
        TTG_RETURN_IF_ERROR(
            messaging::RetryDeadLetter(session, in.stream(), in.position(), clock_.Now()));
        const std::string name = NameOf(in.stream(), in.position());
        return Outcome{name, {name}};
      },
      [](const CallContext&, store::Session&, const std::string& resource_id,
         pb::RetryDeadLetterResponse& /*out*/) { return ShowNothing(resource_id); });
}

grpc::ServerUnaryReactor* EventLogService::DiscardDeadLetter(
    grpc::CallbackServerContext* context, const pb::DiscardDeadLetterRequest* request,
    pb::DiscardDeadLetterResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext&, store::Session& session, const pb::DiscardDeadLetterRequest& in,
             pb::DiscardDeadLetterResponse& /*out*/) -> Result<Outcome> {
        Fields fields;
        const std::string reason = fields.RequiredText("reason", in.reason(), kLongestReason);
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_RETURN_IF_ERROR(
            messaging::DiscardDeadLetter(session, in.stream(), in.position(), clock_.Now()));
        const std::string name = NameOf(in.stream(), in.position());
        // Whoever looks for lost events finds why beside which.
        return Outcome{name, {name, reason}};
      },
      [](const CallContext&, store::Session&, const std::string& resource_id,
         pb::DiscardDeadLetterResponse& /*out*/) { return ShowNothing(resource_id); });
}

grpc::ServerUnaryReactor* EventLogService::AdvanceLog(grpc::CallbackServerContext* context,
                                                      const pb::AdvanceLogRequest* request,
                                                      pb::AdvanceLogResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext&, store::Session& session, const pb::AdvanceLogRequest& in,
             pb::AdvanceLogResponse& out) -> Result<Outcome> {
        Fields fields;
        const std::string reason = fields.RequiredText("reason", in.reason(), kLongestReason);
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const auto next,
                messaging::AdvanceLog(session, relay_().divergence, reason, clock_.Now()));
        out.set_next_position(next);
        return Outcome{std::to_string(next), {reason}};
      },
      [](const CallContext&, store::Session&, const std::string& resource_id,
         pb::AdvanceLogResponse& out) -> Result<Outcome> {
        out.set_next_position(std::stoll(resource_id));
        return Outcome{resource_id, {}};
      });
}

}  // namespace ttg::rpc

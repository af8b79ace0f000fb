#include "release/rpc/prison_events/prison_event_parse.h"

#include <utility>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"
#include "release/rpc/prison_events/read_prison_event.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr int kLargestBatch = 200;
constexpr std::size_t kLongestSource = 200;
constexpr std::size_t kLongestPosition = 100;

static_assert(static_cast<int>(PrisonEventOutcome::kIgnored) + 1 ==
              pb::PRISON_EVENT_OUTCOME_IGNORED);

}  // namespace

Result<ReceivePrisonEvents::Command> Parse(const pb::ReceivePrisonEventsRequest& in) {
  rpc::Fields fields;
  ReceivePrisonEvents::Command command{fields.RequiredText("source", in.source(), kLongestSource),
                                       {}};
  if (in.events_size() > kLargestBatch) {
    fields.Refuse("events", "BATCH_TOO_LARGE", "send at most 200 events at once");
  }
  command.events.reserve(static_cast<std::size_t>(in.events_size()));
  for (const pb::ReceivedPrisonEvent& event : in.events()) {
    if (event.position().size() > kLongestPosition) {
      fields.Refuse("events.position", "TEXT_TOO_LONG", "a position has at most 100 characters");
    }
    command.events.push_back({event.position(), ReadPrisonEvent(event.json())});
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return command;
}

Result<std::string> Parse(const pb::GetPrisonEventPositionRequest& in) {
  rpc::Fields fields;
  fields.RequiredText("source", in.source(), kLongestSource);
  TTG_RETURN_IF_ERROR(fields.Check());
  return in.source();
}

Result<PrisonEventQuery> Parse(const pb::ListPrisonEventsRequest& in) {
  PrisonEventQuery query{.outcome = FromProto(in.outcome(), PrisonEventOutcome::kIgnored),
                         .after = std::nullopt};
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return query;
  TTG_TRY(query.after, PrisonEventId::Parse(cursor));
  return query;
}

Result<SettlePrisonEvent::Command> Parse(const pb::SettlePrisonEventRequest& in) {
  rpc::Fields fields;
  const auto event = fields.Required<PrisonEventId>("prison_event_id", in.prison_event_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!in.reason().empty()) fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return SettlePrisonEvent::Command{*event, version, in.retry(), in.reason()};
}

}  // namespace ttg::release

// The calls of MovementService about events of the prison system.
#include <fmt/format.h>

#include "platform/rpc/page_token.h"
#include "release/rpc/movements/movement_service.h"
#include "release/rpc/prison_events/prison_event_parse.h"
#include "release/rpc/prison_events/prison_event_render.h"

namespace ttg::release {
namespace {

// What a repeat of the request shows again: "<batch>/<how many events>/<source>".
struct ReceiptKey {
  std::string batch;
  std::size_t count = 0;
  std::string source;
};

std::string KeyOf(const ReceivePrisonEvents::Receipt& receipt, const std::string& source) {
  return fmt::format("{}/{}/{}", receipt.batch, receipt.events.size(), source);
}

ReceiptKey ReadKey(const std::string& text) {
  const std::size_t first = text.find('/');
  const std::size_t second = text.find('/', first + 1);
  return {text.substr(0, first), std::stoul(text.substr(first + 1, second - first - 1)),
          text.substr(second + 1)};
}

// Whom events were about, for the audit trail.
Result<rpc::Outcome> OutcomeOf(const BoundRecords& bound, const std::vector<PrisonEvent>& events,
                               std::string resource_id) {
  rpc::Outcome outcome{std::move(resource_id), {}};
  for (const PrisonEvent& event : events) {
    if (!event.movement) continue;
    TTG_TRY(const Movement movement, bound.movements->Find(*event.movement));
    outcome.subjects.push_back(movement.person.str());
  }
  return outcome;
}

}  // namespace

// People are found on behalf of the prison system, events in the reach of whoever calls.
BoundRecords MovementService::BindForEvents(store::Session& session, const CallContext& call,
                                            const CallContext& system) const {
  BoundRecords bound = bind_records_(session, system);
  bound.events = bind_records_(session, call).events;
  return bound;
}

grpc::ServerUnaryReactor* MovementService::ReceivePrisonEvents(
    grpc::CallbackServerContext* context, const v1::ReceivePrisonEventsRequest* request,
    v1::ReceivePrisonEventsResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ReceivePrisonEventsRequest& in,
             v1::ReceivePrisonEventsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(auto command, Parse(in));
        const CallContext system = PrisonSystemCall(call);
        const BoundRecords bound = BindForEvents(session, call, system);
        TTG_TRY(const auto receipt, prison_events_.receive(bound.all(), system, command));
        for (const PrisonEvent& event : receipt.events) Render(event, *out.add_results());
        out.set_position(receipt.position);
        return OutcomeOf(bound, receipt.events, KeyOf(receipt, in.source()));
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::ReceivePrisonEventsResponse& out) -> Result<rpc::Outcome> {
        const ReceiptKey key = ReadKey(resource_id);
        const BoundRecords bound = bind_records_(session, PrisonSystemCall(call));
        TTG_TRY(const auto events, bound.events->OfBatch(key.batch));
        // Whatever of the batch had come earlier has no row of its own in it.
        auto next = events.begin();
        for (std::size_t i = 0; i < key.count; ++i) {
          v1::PrisonEventResult& result = *out.add_results();
          const bool is_first =
              next != events.end() && static_cast<std::size_t>(next->ordinal) == i;
          if (is_first) {
            Render(*next++, result);
          } else {
            result.set_outcome(v1::PRISON_EVENT_OUTCOME_REPEATED);
          }
        }
        TTG_TRY(*out.mutable_position(), bound.events->PositionOf(key.source));
        return OutcomeOf(bound, events, resource_id);
      });
}

grpc::ServerUnaryReactor* MovementService::GetPrisonEventPosition(
    grpc::CallbackServerContext* context, const v1::GetPrisonEventPositionRequest* request,
    v1::GetPrisonEventPositionResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext& call, store::Session& session,
                              const v1::GetPrisonEventPositionRequest& in,
                              v1::GetPrisonEventPositionResponse& out) -> Result<rpc::Outcome> {
                         TTG_TRY(const std::string source, Parse(in));
                         TTG_TRY(*out.mutable_position(),
                                 bind_records_(session, call).events->PositionOf(source));
                         return rpc::Outcome{source, {}};
                       });
}

grpc::ServerUnaryReactor* MovementService::ListPrisonEvents(
    grpc::CallbackServerContext* context, const v1::ListPrisonEventsRequest* request,
    v1::ListPrisonEventsResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext& call, store::Session& session,
                              const v1::ListPrisonEventsRequest& in,
                              v1::ListPrisonEventsResponse& out) -> Result<rpc::Outcome> {
                         TTG_TRY(PrisonEventQuery query, Parse(in));
                         // One more than the page says whether there is another.
                         const auto page = static_cast<std::size_t>(query.limit++);
                         const BoundRecords bound = bind_records_(session, call);
                         TTG_TRY(auto events, bound.events->List(query));
                         if (events.size() > page) {
                           events.erase(events.begin() + static_cast<std::ptrdiff_t>(page),
                                        events.end());
                           out.set_next_page_token(rpc::MakePageToken(in, events.back().id.str()));
                         }
                         for (const PrisonEvent& event : events) Render(event, *out.add_events());
                         return OutcomeOf(bound, events, "");
                       });
}

grpc::ServerUnaryReactor* MovementService::SettlePrisonEvent(
    grpc::CallbackServerContext* context, const v1::SettlePrisonEventRequest* request,
    v1::SettlePrisonEventResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::SettlePrisonEventRequest& in,
             v1::SettlePrisonEventResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const CallContext system = PrisonSystemCall(call);
        const BoundRecords bound = BindForEvents(session, call, system);
        TTG_TRY(const PrisonEvent event, prison_events_.settle(bound.all(), system, command));
        Render(event, *out.mutable_event());
        return OutcomeOf(bound, {event}, event.id.str());
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::SettlePrisonEventResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PrisonEventId id, PrisonEventId::Parse(resource_id));
        const BoundRecords bound = bind_records_(session, call);
        TTG_TRY(const PrisonEvent event, bound.events->Find(id));
        Render(event, *out.mutable_event());
        return OutcomeOf(bound, {event}, resource_id);
      });
}

}  // namespace ttg::release

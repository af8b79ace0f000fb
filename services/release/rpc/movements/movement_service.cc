#include "release/rpc/movements/movement_service.h"

#include <utility>

#include "platform/rpc/page_token.h"
#include "release/domain/movements/movement_rules.h"
#include "release/rpc/movements/movement_parse.h"
#include "release/rpc/movements/movement_render.h"
#include "release/rpc/render.h"

namespace ttg::release {

MovementService::MovementService(rpc::Runtime& runtime, const MovementUseCases& use_cases,
                                 const MergeUseCases& merges,
                                 const PrisonEventUseCases& prison_events, const Clock& clock,
                                 BindStore bind_people, BindMovements bind_movements,
                                 BindRecords bind_records)
    : runtime_(runtime),
      use_cases_(use_cases),
      merges_(merges),
      prison_events_(prison_events),
      clock_(clock),
      bind_people_(std::move(bind_people)),
      bind_movements_(std::move(bind_movements)),
      bind_records_(std::move(bind_records)) {}

// A command on one movement: all of them answer with the movement and its person.
template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* MovementService::Change(grpc::CallbackServerContext* context,
                                                  const Request* request, Response* response,
                                                  const UseCase& use_case) {
  const auto show = [this](const RecordedMovement& recorded, Response& out) {
    Render(recorded.movement, *out.mutable_movement());
    Render(recorded.person, clock_.Today(), *out.mutable_person());
    return rpc::Outcome{recorded.movement.id.str(), {recorded.person.id().str()}};
  };
  return runtime_.Change(
      context, request, response,
      [this, &use_case, show](const CallContext& call, store::Session& session, const Request& in,
                              Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_people_(session, call);
        const auto movements = bind_movements_(session, call);
        TTG_TRY(const auto recorded, use_case({*people, *movements}, call, command));
        return show(recorded, out);
      },
      [this, show](const CallContext& call, store::Session& session, const std::string& resource_id,
                   Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const MovementId id, MovementId::Parse(resource_id));
        TTG_TRY(Movement movement, bind_movements_(session, call)->Find(id));
        TTG_TRY(Person person, bind_people_(session, call)->Find(movement.person));
        return show({std::move(movement), std::move(person)}, out);
      });
}

grpc::ServerUnaryReactor* MovementService::RecordMovement(grpc::CallbackServerContext* context,
                                                          const v1::RecordMovementRequest* request,
                                                          v1::RecordMovementResponse* response) {
  return Change(context, request, response, use_cases_.record);
}

grpc::ServerUnaryReactor* MovementService::ReverseMovement(
    grpc::CallbackServerContext* context, const v1::ReverseMovementRequest* request,
    v1::ReverseMovementResponse* response) {
  return Change(context, request, response, use_cases_.reverse);
}

grpc::ServerUnaryReactor* MovementService::CorrectMovement(
    grpc::CallbackServerContext* context, const v1::CorrectMovementRequest* request,
    v1::CorrectMovementResponse* response) {
  return Change(context, request, response, use_cases_.correct);
}

grpc::ServerUnaryReactor* MovementService::ListMovements(grpc::CallbackServerContext* context,
                                                         const v1::ListMovementsRequest* request,
                                                         v1::ListMovementsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListMovementsRequest& in,
             v1::ListMovementsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(MovementQuery query, Parse(in));
        TTG_RETURN_IF_ERROR(bind_people_(session, call)->Find(query.person));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto movements, bind_movements_(session, call)->List(query));
        if (movements.size() > page) {
          movements.erase(movements.begin() + static_cast<std::ptrdiff_t>(page), movements.end());
          out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(movements.back())));
        }
        for (const Movement& movement : movements) Render(movement, *out.add_movements());
        return rpc::Outcome{query.person.str(), {query.person.str()}};
      });
}

grpc::ServerUnaryReactor* MovementService::ListMovementRules(
    grpc::CallbackServerContext* context, const v1::ListMovementRulesRequest* request,
    v1::ListMovementRulesResponse* response) {
  return runtime_.Read(context, request, response,
                       [](const CallContext&, store::Session&, const v1::ListMovementRulesRequest&,
                          v1::ListMovementRulesResponse& out) -> Result<rpc::Outcome> {
                         for (const MovementRule& rule : MovementRules()) {
                           Render(rule, *out.add_rules());
                         }
                         return rpc::Outcome{};
                       });
}

}  // namespace ttg::release

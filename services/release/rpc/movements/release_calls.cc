#include "release/rpc/movements/release_calls.h"

#include <utility>

#include "release/rpc/parse.h"
#include "release/rpc/render.h"

namespace ttg::release {

ReleaseCalls::ReleaseCalls(rpc::Runtime& runtime, const MovementUseCases& use_cases,
                           const Clock& clock, BindStore bind_people, BindMovements bind_movements)
    : runtime_(runtime),
      use_cases_(use_cases),
      clock_(clock),
      bind_people_(std::move(bind_people)),
      bind_movements_(std::move(bind_movements)) {}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* ReleaseCalls::Change(grpc::CallbackServerContext* context,
                                               const Request* request, Response* response,
                                               const UseCase& use_case) const {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_people_(session, call);
        const auto movements = bind_movements_(session, call);
        TTG_TRY(const Person person, use_case({*people, *movements}, call, command));
        Render(person, clock_.Today(), *out.mutable_person());
        return rpc::Outcome{person.id().str(), {person.id().str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId id, PersonId::Parse(resource_id));
        TTG_TRY(const Person person, bind_people_(session, call)->Find(id));
        Render(person, clock_.Today(), *out.mutable_person());
        return rpc::Outcome{resource_id, {resource_id}};
      });
}

grpc::ServerUnaryReactor* ReleaseCalls::RecordRelease(grpc::CallbackServerContext* context,
                                                      const v1::RecordReleaseRequest* request,
                                                      v1::RecordReleaseResponse* response) const {
  return Change(context, request, response, use_cases_.record_release);
}

grpc::ServerUnaryReactor* ReleaseCalls::ReverseRelease(grpc::CallbackServerContext* context,
                                                       const v1::ReverseReleaseRequest* request,
                                                       v1::ReverseReleaseResponse* response) const {
  return Change(context, request, response, use_cases_.reverse_release);
}

grpc::ServerUnaryReactor* ReleaseCalls::TransferPrison(grpc::CallbackServerContext* context,
                                                       const v1::TransferPrisonRequest* request,
                                                       v1::TransferPrisonResponse* response) const {
  return Change(context, request, response, use_cases_.transfer_prison);
}

}  // namespace ttg::release

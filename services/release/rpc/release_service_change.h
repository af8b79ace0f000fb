#pragma once

#include "release/rpc/parse.h"
#include "release/rpc/release_service.h"
#include "release/rpc/render.h"

namespace ttg::release {

// For the files that ReleaseService is made of.
template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* ReleaseService::Change(grpc::CallbackServerContext* context,
                                                 const Request* request, Response* response,
                                                 const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const Person person, use_case(*store, call, command));
        Render(person, clock_.Today(), *out.mutable_person());
        return rpc::Outcome{person.id().str(), {person.id().str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId id, PersonId::Parse(resource_id));
        TTG_TRY(const Person person, bind_(session, call)->Find(id));
        Render(person, clock_.Today(), *out.mutable_person());
        return rpc::Outcome{resource_id, {resource_id}};
      });
}

}  // namespace ttg::release

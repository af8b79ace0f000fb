// The part of ReleaseService that is about who somebody is, and what is answered about their risk.
#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/release_service_change.h"

namespace ttg::release {
namespace {

// Whom an answer about a pair is about.
std::vector<std::string> SubjectsOf(const SuspectedPair& pair) {
  return {pair.first.id.str(), pair.second.id.str()};
}

}  // namespace

grpc::ServerUnaryReactor* ReleaseService::DecideRiskAnswer(
    grpc::CallbackServerContext* context, const v1::DecideRiskAnswerRequest* request,
    v1::DecideRiskAnswerResponse* response) {
  return Change(context, request, response, use_cases_.identity.decide_risk_answer);
}

grpc::ServerUnaryReactor* ReleaseService::AddAlias(grpc::CallbackServerContext* context,
                                                   const v1::AddAliasRequest* request,
                                                   v1::AddAliasResponse* response) {
  return Change(context, request, response, use_cases_.identity.add_alias);
}

grpc::ServerUnaryReactor* ReleaseService::RemoveAlias(grpc::CallbackServerContext* context,
                                                      const v1::RemoveAliasRequest* request,
                                                      v1::RemoveAliasResponse* response) {
  return Change(context, request, response, use_cases_.identity.remove_alias);
}

grpc::ServerUnaryReactor* ReleaseService::ListSuspectedDuplicates(
    grpc::CallbackServerContext* context, const v1::ListSuspectedDuplicatesRequest* request,
    v1::ListSuspectedDuplicatesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListSuspectedDuplicatesRequest& in,
             v1::ListSuspectedDuplicatesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(SuspectedQuery query, Parse(in));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto pairs, bind_(session, call)->ListSuspected(query));
        if (pairs.size() > page) {
          pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(page), pairs.end());
          out.set_next_page_token(
              rpc::MakePageToken(in, pairs.back().duplicate.snapshot().id.str()));
        }
        rpc::Outcome outcome;
        for (const SuspectedPair& pair : pairs) {
          Render(pair, *out.add_duplicates());
          std::ranges::move(SubjectsOf(pair), std::back_inserter(outcome.subjects));
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* ReleaseService::DismissSuspectedDuplicate(
    grpc::CallbackServerContext* context, const v1::DismissSuspectedDuplicateRequest* request,
    v1::DismissSuspectedDuplicateResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::DismissSuspectedDuplicateRequest& in,
             v1::DismissSuspectedDuplicateResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const SuspectedPair pair,
                use_cases_.identity.dismiss_suspected_duplicate(*store, call, command));
        Render(pair, *out.mutable_duplicate());
        return rpc::Outcome{command.duplicate.str(), SubjectsOf(pair)};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::DismissSuspectedDuplicateResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const DuplicateId id, DuplicateId::Parse(resource_id));
        TTG_TRY(const SuspectedPair pair, bind_(session, call)->FindSuspected(id));
        Render(pair, *out.mutable_duplicate());
        return rpc::Outcome{resource_id, SubjectsOf(pair)};
      });
}

}  // namespace ttg::release

// The calls of MovementService about two numbers of one person.
#include "platform/rpc/page_token.h"
#include "release/rpc/merges/merge_parse.h"
#include "release/rpc/merges/merge_render.h"
#include "release/rpc/movements/movement_service.h"
#include "release/rpc/render.h"

namespace ttg::release {
namespace {

rpc::Outcome Show(const MergedPair& pair, Date today, v1::MergePeopleResponse& out) {
  Render(pair.merge, *out.mutable_merge());
  Render(pair.survivor, today, *out.mutable_survivor());
  return {pair.merge.id.str(), {pair.survivor.id().str(), pair.absorbed.id().str()}};
}

rpc::Outcome Show(const MergedPair& pair, Date today, v1::UnmergePeopleResponse& out) {
  Render(pair.merge, *out.mutable_merge());
  Render(pair.survivor, today, *out.mutable_survivor());
  Render(pair.absorbed, today, *out.mutable_restored());
  return {pair.merge.id.str(), {pair.survivor.id().str(), pair.absorbed.id().str()}};
}

}  // namespace

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* MovementService::ChangeMerge(grpc::CallbackServerContext* context,
                                                       const Request* request, Response* response,
                                                       const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const BoundRecords bound = bind_records_(session, call);
        TTG_TRY(const auto pair, use_case(bound.records(), call, command));
        return Show(pair, clock_.Today(), out);
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const MergeId id, MergeId::Parse(resource_id));
        const BoundRecords bound = bind_records_(session, call);
        TTG_TRY(const auto pair, FindMerge(bound.records(), id));
        return Show(pair, clock_.Today(), out);
      });
}

grpc::ServerUnaryReactor* MovementService::MergePeople(grpc::CallbackServerContext* context,
                                                       const v1::MergePeopleRequest* request,
                                                       v1::MergePeopleResponse* response) {
  return ChangeMerge(context, request, response, merges_.merge);
}

grpc::ServerUnaryReactor* MovementService::UnmergePeople(grpc::CallbackServerContext* context,
                                                         const v1::UnmergePeopleRequest* request,
                                                         v1::UnmergePeopleResponse* response) {
  return ChangeMerge(context, request, response, merges_.unmerge);
}

grpc::ServerUnaryReactor* MovementService::ListMerges(grpc::CallbackServerContext* context,
                                                      const v1::ListMergesRequest* request,
                                                      v1::ListMergesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListMergesRequest& in,
             v1::ListMergesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(MergeQuery query, Parse(in));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto merges, bind_records_(session, call).merges->List(query));
        if (merges.size() > page) {
          merges.erase(merges.begin() + static_cast<std::ptrdiff_t>(page), merges.end());
          out.set_next_page_token(rpc::MakePageToken(in, merges.back().id.str()));
        }
        rpc::Outcome outcome;
        for (const PersonMerge& merge : merges) {
          Render(merge, *out.add_merges());
          outcome.subjects.push_back(merge.survivor.str());
          outcome.subjects.push_back(merge.absorbed.str());
        }
        return outcome;
      });
}

}  // namespace ttg::release

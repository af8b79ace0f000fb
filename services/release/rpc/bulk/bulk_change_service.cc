#include "release/rpc/bulk/bulk_change_service.h"

#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/bulk/bulk_parse.h"
#include "release/rpc/bulk/bulk_render.h"

namespace ttg::release {

BulkChangeService::BulkChangeService(rpc::Runtime& runtime, const BulkUseCases& use_cases,
                                     BindBulk bind)
    : runtime_(runtime), use_cases_(use_cases), bind_(std::move(bind)) {}

grpc::ServerUnaryReactor* BulkChangeService::GetBulkChange(grpc::CallbackServerContext* context,
                                                           const v1::GetBulkChangeRequest* request,
                                                           v1::GetBulkChangeResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetBulkChangeRequest& in,
             v1::GetBulkChangeResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const BulkChangeId id, Parse(in));
        TTG_TRY(const BulkChange job, bind_(session, call)->Find(id));
        Render(job, *out.mutable_bulk_change());
        return rpc::Outcome{id.str(), {}};
      });
}

grpc::ServerUnaryReactor* BulkChangeService::ListBulkChanges(
    grpc::CallbackServerContext* context, const v1::ListBulkChangesRequest* request,
    v1::ListBulkChangesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListBulkChangesRequest& in,
             v1::ListBulkChangesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(BulkChangeQuery query, Parse(in));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto jobs, bind_(session, call)->List(query));
        if (jobs.size() > page) {
          jobs.erase(jobs.begin() + static_cast<std::ptrdiff_t>(page), jobs.end());
          out.set_next_page_token(rpc::MakePageToken(in, jobs.back().id().str()));
        }
        for (const BulkChange& job : jobs) Render(job, *out.add_bulk_changes());
        return rpc::Outcome();
      });
}

grpc::ServerUnaryReactor* BulkChangeService::ListBulkChangeRows(
    grpc::CallbackServerContext* context, const v1::ListBulkChangeRowsRequest* request,
    v1::ListBulkChangeRowsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListBulkChangeRowsRequest& in,
             v1::ListBulkChangeRowsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(BulkChangeRowQuery query, Parse(in));
        const auto jobs = bind_(session, call);
        TTG_RETURN_IF_ERROR(jobs->Find(query.job));
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto rows, jobs->ListRows(query));
        if (rows.size() > page) {
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(page), rows.end());
          out.set_next_page_token(rpc::MakePageToken(in, std::to_string(rows.back().line)));
        }
        rpc::Outcome outcome{query.job.str(), {}};
        for (const BulkChangeRow& row : rows) {
          Render(row, *out.add_rows());
          if (row.person) outcome.subjects.push_back(row.person->str());
        }
        return outcome;
      });
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* BulkChangeService::Change(grpc::CallbackServerContext* context,
                                                    const Request* request, Response* response,
                                                    const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        TTG_TRY(const BulkChange job, use_case(*bind_(session, call), call, command));
        Render(job, *out.mutable_bulk_change());
        return rpc::Outcome{job.id().str(), {job.id().str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const BulkChangeId id, BulkChangeId::Parse(resource_id));
        TTG_TRY(const BulkChange job, bind_(session, call)->Find(id));
        Render(job, *out.mutable_bulk_change());
        return rpc::Outcome{resource_id, {resource_id}};
      });
}

grpc::ServerUnaryReactor* BulkChangeService::PrepareBulkChange(
    grpc::CallbackServerContext* context, const v1::PrepareBulkChangeRequest* request,
    v1::PrepareBulkChangeResponse* response) {
  return Change(context, request, response, use_cases_.prepare);
}

grpc::ServerUnaryReactor* BulkChangeService::RunBulkChange(grpc::CallbackServerContext* context,
                                                           const v1::RunBulkChangeRequest* request,
                                                           v1::RunBulkChangeResponse* response) {
  return Change(context, request, response, use_cases_.run);
}

grpc::ServerUnaryReactor* BulkChangeService::StopBulkChange(
    grpc::CallbackServerContext* context, const v1::StopBulkChangeRequest* request,
    v1::StopBulkChangeResponse* response) {
  return Change(context, request, response, use_cases_.stop);
}

grpc::ServerUnaryReactor* BulkChangeService::DiscardBulkChange(
    grpc::CallbackServerContext* context, const v1::DiscardBulkChangeRequest* request,
    v1::DiscardBulkChangeResponse* response) {
  return Change(context, request, response, use_cases_.discard);
}

}  // namespace ttg::release

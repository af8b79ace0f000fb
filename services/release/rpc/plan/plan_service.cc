#include "release/rpc/plan/plan_service.h"

#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/plan/plan_parse.h"
#include "release/rpc/plan/plan_render.h"

namespace ttg::release {
namespace {

// What a command has done: the plan, and the id of the need or action that it made, if any.
struct Done {
  const Plan& plan;
  std::string made;
};

Done DoneBy(const Plan& plan) { return {plan, ""}; }
Done DoneBy(const RecordNeed::Recorded& recorded) { return {recorded.plan, recorded.need.str()}; }
Done DoneBy(const PlanAction::Planned& planned) { return {planned.plan, planned.action.str()}; }

// Only these two answers say what was made.
template <typename Response>
void NameMade(const std::string&, Response&) {}
void NameMade(const std::string& made, v1::RecordNeedResponse& out) { out.set_need_id(made); }
void NameMade(const std::string& made, v1::PlanActionResponse& out) { out.set_action_id(made); }

// What a repeat of the request shows again: "<person>" or "<person>/<what was made>".
std::string ResourceId(const Done& done) {
  const std::string& person = done.plan.snapshot().person.str();
  return done.made.empty() ? person : person + "/" + done.made;
}

}  // namespace

PlanService::PlanService(rpc::Runtime& runtime, const PlanUseCases& use_cases, const Clock& clock,
                         BindStore bind_people, BindPlans bind_plans)
    : runtime_(runtime),
      use_cases_(use_cases),
      clock_(clock),
      bind_people_(std::move(bind_people)),
      bind_plans_(std::move(bind_plans)) {}

Result<Plan> PlanService::FindPlan(const CallContext& call, store::Session& session,
                                   const PersonId& person) const {
  TTG_RETURN_IF_ERROR(bind_people_(session, call)->Find(person));
  return bind_plans_(session, call)->Find(person);
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::GetPlanResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetPlanRequest& in,
             v1::GetPlanResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId person, Parse(in));
        TTG_TRY(const Plan plan, FindPlan(call, session, person));
        Render(plan, clock_.Today(), *out.mutable_plan());
        return rpc::Outcome{person.str(), {person.str()}};
      });
}

grpc::ServerUnaryReactor* PlanService::CheckReport(grpc::CallbackServerContext* context,
                                                   const v1::CheckReportRequest* request,
                                                   v1::CheckReportResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::CheckReportRequest& in,
             v1::CheckReportResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto query, Parse(in));
        const auto people = bind_people_(session, call);
        const auto plans = bind_plans_(session, call);
        TTG_TRY(const auto missing, use_cases_.check_report({*people, *plans}, query));
        for (const MissingItem& item : missing) Render(item, *out.add_missing());
        return rpc::Outcome{query.person.str(), {query.person.str()}};
      });
}

grpc::ServerUnaryReactor* PlanService::ListReports(grpc::CallbackServerContext* context,
                                                   const v1::ListReportsRequest* request,
                                                   v1::ListReportsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListReportsRequest& in,
             v1::ListReportsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(ReportQuery query, Parse(in));
        TTG_RETURN_IF_ERROR(bind_people_(session, call)->Find(query.person));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto reports, bind_plans_(session, call)->ListReports(query));
        if (reports.size() > page) {
          reports.erase(reports.begin() + static_cast<std::ptrdiff_t>(page), reports.end());
          out.set_next_page_token(rpc::MakePageToken(in, reports.back().report.id.str()));
        }
        for (const FiledReport& filed : reports) Render(filed, *out.add_reports());
        return rpc::Outcome{query.person.str(), {query.person.str()}};
      });
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* PlanService::Change(grpc::CallbackServerContext* context,
                                              const Request* request, Response* response,
                                              const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_people_(session, call);
        const auto plans = bind_plans_(session, call);
        TTG_TRY(const auto answer, use_case(PlanStores{*people, *plans}, call, command));
        const Done done = DoneBy(answer);
        Render(done.plan, clock_.Today(), *out.mutable_plan());
        NameMade(done.made, out);
        return rpc::Outcome{ResourceId(done), {command.target.person.str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        const std::size_t slash = resource_id.find('/');
        TTG_TRY(const PersonId person, PersonId::Parse(resource_id.substr(0, slash)));
        TTG_TRY(const Plan plan, FindPlan(call, session, person));
        Render(plan, clock_.Today(), *out.mutable_plan());
        if (slash != std::string::npos) NameMade(resource_id.substr(slash + 1), out);
        return rpc::Outcome{resource_id, {person.str()}};
      });
}

grpc::ServerUnaryReactor* PlanService::AssessPathway(grpc::CallbackServerContext* context,
                                                     const v1::AssessPathwayRequest* request,
                                                     v1::AssessPathwayResponse* response) {
  return Change(context, request, response, use_cases_.assess_pathway);
}

grpc::ServerUnaryReactor* PlanService::RecordNeed(grpc::CallbackServerContext* context,
                                                  const v1::RecordNeedRequest* request,
                                                  v1::RecordNeedResponse* response) {
  return Change(context, request, response, use_cases_.record_need);
}

grpc::ServerUnaryReactor* PlanService::PlanAction(grpc::CallbackServerContext* context,
                                                  const v1::PlanActionRequest* request,
                                                  v1::PlanActionResponse* response) {
  return Change(context, request, response, use_cases_.plan_action);
}

grpc::ServerUnaryReactor* PlanService::CompleteAction(grpc::CallbackServerContext* context,
                                                      const v1::CompleteActionRequest* request,
                                                      v1::CompleteActionResponse* response) {
  return Change(context, request, response, use_cases_.complete_action);
}

grpc::ServerUnaryReactor* PlanService::CancelAction(grpc::CallbackServerContext* context,
                                                    const v1::CancelActionRequest* request,
                                                    v1::CancelActionResponse* response) {
  return Change(context, request, response, use_cases_.cancel_action);
}

grpc::ServerUnaryReactor* PlanService::ReassignAction(grpc::CallbackServerContext* context,
                                                      const v1::ReassignActionRequest* request,
                                                      v1::ReassignActionResponse* response) {
  return Change(context, request, response, use_cases_.reassign_action);
}

grpc::ServerUnaryReactor* PlanService::RecordNeedOutcome(
    grpc::CallbackServerContext* context, const v1::RecordNeedOutcomeRequest* request,
    v1::RecordNeedOutcomeResponse* response) {
  return Change(context, request, response, use_cases_.record_need_outcome);
}

grpc::ServerUnaryReactor* PlanService::ReviewNeed(grpc::CallbackServerContext* context,
                                                  const v1::ReviewNeedRequest* request,
                                                  v1::ReviewNeedResponse* response) {
  return Change(context, request, response, use_cases_.review_need);
}

grpc::ServerUnaryReactor* PlanService::StartReport(grpc::CallbackServerContext* context,
                                                   const v1::StartReportRequest* request,
                                                   v1::StartReportResponse* response) {
  return Change(context, request, response, use_cases_.start_report);
}

grpc::ServerUnaryReactor* PlanService::SubmitReport(grpc::CallbackServerContext* context,
                                                    const v1::SubmitReportRequest* request,
                                                    v1::SubmitReportResponse* response) {
  return Change(context, request, response, use_cases_.submit_report);
}

grpc::ServerUnaryReactor* PlanService::ReviewReport(grpc::CallbackServerContext* context,
                                                    const v1::ReviewReportRequest* request,
                                                    v1::ReviewReportResponse* response) {
  return Change(context, request, response, use_cases_.review_report);
}

}  // namespace ttg::release

#pragma once

#include <functional>
#include <memory>

#include "platform/rpc/runtime.h"
#include "platform/store/session.h"
#include "release/app/plan/plan_use_cases.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/plan_service.grpc.pb.h"

namespace ttg::release {

// Binds the plans to a transaction and a caller.
using BindPlans = std::function<std::unique_ptr<PlanStore>(store::Session&, const CallContext&)>;

// The calls of PlanService: parse, call, render.
class PlanService final : public v1::PlanService::CallbackService {
 public:
  // What it is given outlives it.
  PlanService(rpc::Runtime& runtime, const PlanUseCases& use_cases, const Clock& clock,
              BindStore bind_people, BindPlans bind_plans);

  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request,
                                    v1::GetPlanResponse* response) override;
  grpc::ServerUnaryReactor* AssessPathway(grpc::CallbackServerContext* context,
                                          const v1::AssessPathwayRequest* request,
                                          v1::AssessPathwayResponse* response) override;
  grpc::ServerUnaryReactor* RecordNeed(grpc::CallbackServerContext* context,
                                       const v1::RecordNeedRequest* request,
                                       v1::RecordNeedResponse* response) override;
  grpc::ServerUnaryReactor* PlanAction(grpc::CallbackServerContext* context,
                                       const v1::PlanActionRequest* request,
                                       v1::PlanActionResponse* response) override;
  grpc::ServerUnaryReactor* CompleteAction(grpc::CallbackServerContext* context,
                                           const v1::CompleteActionRequest* request,
                                           v1::CompleteActionResponse* response) override;
  grpc::ServerUnaryReactor* CancelAction(grpc::CallbackServerContext* context,
                                         const v1::CancelActionRequest* request,
                                         v1::CancelActionResponse* response) override;
  grpc::ServerUnaryReactor* ReassignAction(grpc::CallbackServerContext* context,
                                           const v1::ReassignActionRequest* request,
                                           v1::ReassignActionResponse* response) override;
  grpc::ServerUnaryReactor* RecordNeedOutcome(grpc::CallbackServerContext* context,
                                              const v1::RecordNeedOutcomeRequest* request,
                                              v1::RecordNeedOutcomeResponse* response) override;
  grpc::ServerUnaryReactor* ReviewNeed(grpc::CallbackServerContext* context,
                                       const v1::ReviewNeedRequest* request,
                                       v1::ReviewNeedResponse* response) override;
  grpc::ServerUnaryReactor* CheckReport(grpc::CallbackServerContext* context,
                                        const v1::CheckReportRequest* request,
                                        v1::CheckReportResponse* response) override;
  grpc::ServerUnaryReactor* StartReport(grpc::CallbackServerContext* context,
                                        const v1::StartReportRequest* request,
                                        v1::StartReportResponse* response) override;
  grpc::ServerUnaryReactor* SubmitReport(grpc::CallbackServerContext* context,
                                         const v1::SubmitReportRequest* request,
                                         v1::SubmitReportResponse* response) override;
  grpc::ServerUnaryReactor* ReviewReport(grpc::CallbackServerContext* context,
                                         const v1::ReviewReportRequest* request,
                                         v1::ReviewReportResponse* response) override;
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const v1::ListReportsRequest* request,
                                        v1::ListReportsResponse* response) override;

 private:
  // A command on one plan: all of them differ only in their use case.
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);
  // The plan of somebody in the caller's reach.
  Result<Plan> FindPlan(const CallContext& call, store::Session& session,
                        const PersonId& person) const;

  rpc::Runtime& runtime_;
  const PlanUseCases& use_cases_;
  const Clock& clock_;
  const BindStore bind_people_;
  const BindPlans bind_plans_;
};

}  // namespace ttg::release

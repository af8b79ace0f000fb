#pragma once

#include "kernel/result.h"
#include "release/app/plan/plan_use_cases.h"
#include "ttg/release/v1/plan_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<AssessPathway::Command> Parse(const v1::AssessPathwayRequest& in);
Result<RecordNeed::Command> Parse(const v1::RecordNeedRequest& in);
Result<PlanAction::Command> Parse(const v1::PlanActionRequest& in);
Result<CompleteAction::Command> Parse(const v1::CompleteActionRequest& in);
Result<CancelAction::Command> Parse(const v1::CancelActionRequest& in);
Result<ReassignAction::Command> Parse(const v1::ReassignActionRequest& in);
Result<RecordNeedOutcome::Command> Parse(const v1::RecordNeedOutcomeRequest& in);
Result<ReviewNeed::Command> Parse(const v1::ReviewNeedRequest& in);
Result<StartReport::Command> Parse(const v1::StartReportRequest& in);
Result<SubmitReport::Command> Parse(const v1::SubmitReportRequest& in);
Result<ReviewReport::Command> Parse(const v1::ReviewReportRequest& in);

Result<PersonId> Parse(const v1::GetPlanRequest& in);
Result<CheckReport::Query> Parse(const v1::CheckReportRequest& in);
Result<ReportQuery> Parse(const v1::ListReportsRequest& in);

}  // namespace ttg::release

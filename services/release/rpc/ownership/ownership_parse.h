#pragma once

#include <string>

#include "kernel/result.h"
#include "release/app/ownership/ownership_use_cases.h"
#include "ttg/release/v1/ownership_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<OfferHandover::Command> Parse(const v1::OfferHandoverRequest& in);
Result<AcceptHandover::Command> Parse(const v1::AcceptHandoverRequest& in);
Result<DeclineHandover::Command> Parse(const v1::DeclineHandoverRequest& in);
Result<WithdrawHandover::Command> Parse(const v1::WithdrawHandoverRequest& in);
Result<AssignHandover::Command> Parse(const v1::AssignHandoverRequest& in);
Result<RegisterWorker::Command> Parse(const v1::RegisterWorkerRequest& in);
Result<UpdateWorker::Command> Parse(const v1::UpdateWorkerRequest& in);
Result<RecordAbsence::Command> Parse(const v1::RecordAbsenceRequest& in);
Result<EndAbsence::Command> Parse(const v1::EndAbsenceRequest& in);
Result<ReallocationQuery> Parse(const v1::PreviewReallocationRequest& in);
Result<RunReallocation::Command> Parse(const v1::RunReallocationRequest& in);
Result<ClosePrison::Command> Parse(const v1::ClosePrisonRequest& in);
// `through`: ToBeAssignedThrough today.
Result<HandoverQuery> Parse(const v1::ListHandoversRequest& in, Date through);
Result<DueQuery> Parse(const v1::ListHandoversDueRequest& in, Date today);
Result<ListWorkloads::Query> Parse(const v1::ListWorkloadsRequest& in);

// Page tokens' cursors for the page that follows.
std::string CursorAfter(const DueLine& line);
std::string CursorAfter(const WorkloadView& view);

// What RunReallocation needs to know about a preview; it holds nothing that its caller was not
// shown, and keeps no secret.
std::string MakePreviewToken(const ReallocationQuery& query, const ReallocationPlan& plan);

}  // namespace ttg::release

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kernel/result.h"
#include "release/app/movements/movement_use_cases.h"
#include "release/app/ports.h"
#include "release/app/use_cases.h"
#include "ttg/release/v1/release_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<SetReleaseDates::Command> Parse(const v1::SetReleaseDatesRequest& in);
Result<ConfirmReleaseDate::Command> Parse(const v1::ConfirmReleaseDateRequest& in);
Result<ClearConfirmedDate::Command> Parse(const v1::ClearConfirmedDateRequest& in);
Result<RequestExtraDay::Command> Parse(const v1::RequestExtraDayRequest& in);
Result<ApproveExtraDay::Command> Parse(const v1::ApproveExtraDayRequest& in);
Result<RevertToLawfulDay::Command> Parse(const v1::RevertToLawfulDayRequest& in);
Result<RecordHold::Command> Parse(const v1::RecordHoldRequest& in);
Result<LiftHold::Command> Parse(const v1::LiftHoldRequest& in);
Result<RecordRelease::Command> Parse(const v1::RecordReleaseRequest& in);
Result<ReverseRelease::Command> Parse(const v1::ReverseReleaseRequest& in);
Result<AssignOwner::Command> Parse(const v1::AssignOwnerRequest& in);
Result<TransferPrison::Command> Parse(const v1::TransferPrisonRequest& in);
Result<ChangeDeliveryUnit::Command> Parse(const v1::ChangeDeliveryUnitRequest& in);

// In identity_parse.cc.
Result<AddAlias::Command> Parse(const v1::AddAliasRequest& in);
Result<RemoveAlias::Command> Parse(const v1::RemoveAliasRequest& in);
Result<DecideRiskAnswer::Command> Parse(const v1::DecideRiskAnswerRequest& in);
Result<DismissSuspectedDuplicate::Command> Parse(const v1::DismissSuspectedDuplicateRequest& in);
Result<SuspectedQuery> Parse(const v1::ListSuspectedDuplicatesRequest& in);

Result<std::variant<PersonId, PrisonNumber>> Parse(const v1::GetPersonRequest& in);
Result<ReleaseQuery> Parse(const v1::ListReleasesRequest& in);
Result<RefusedQuery> Parse(const v1::ListRefusedRowsRequest& in);
Result<std::vector<PersonId>> Parse(const v1::BatchGetPersonProfilesRequest& in);
// Numbers that are none are passed over: nobody has them.
Result<std::vector<PrisonNumber>> Parse(const v1::ResolvePrisonNumbersRequest& in);

// A page token's cursor for the page that follows `line`.
std::string CursorAfter(const ReleaseLine& line);

}  // namespace ttg::release

#pragma once

#include "release/domain/plan/codes.h"
#include "release/rpc/enums.h"
#include "ttg/release/v1/plan.pb.h"

namespace ttg::release {

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(Pathway::kHealth) + 1 == v1::PATHWAY_HEALTH);
static_assert(static_cast<int>(PathwayStatus::kDone) + 1 == v1::PATHWAY_STATUS_DONE);
static_assert(static_cast<int>(NeedState::kClosed) + 1 == v1::NEED_STATE_CLOSED);
static_assert(static_cast<int>(NeedOutcome::kDeclined) + 1 == v1::NEED_OUTCOME_DECLINED);
static_assert(static_cast<int>(ActionState::kCancelled) + 1 == v1::ACTION_STATE_CANCELLED);
static_assert(static_cast<int>(ReportKind::kPreRelease) + 1 == v1::REPORT_KIND_PRE_RELEASE);
static_assert(static_cast<int>(ReportState::kReturned) + 1 == v1::REPORT_STATE_RETURNED);

}  // namespace ttg::release

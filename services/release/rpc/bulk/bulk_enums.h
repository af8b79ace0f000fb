#pragma once

#include "release/domain/bulk/codes.h"
#include "release/rpc/enums.h"
#include "ttg/release/v1/bulk_change.pb.h"

namespace ttg::release {

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(BulkChangeKind::kCalendar) + 1 == v1::BULK_CHANGE_KIND_CALENDAR);
static_assert(static_cast<int>(BulkChangeState::kDiscarded) + 1 == v1::BULK_CHANGE_STATE_DISCARDED);
static_assert(static_cast<int>(BulkChangeRowState::kRefused) + 1 ==
              v1::BULK_CHANGE_ROW_STATE_REFUSED);

}  // namespace ttg::release

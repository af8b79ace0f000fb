#pragma once

#include "release/domain/movements/codes.h"
#include "release/rpc/enums.h"
#include "ttg/release/v1/movement.pb.h"

namespace ttg::release {

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(MovementKind::kReturnedToCustody) + 1 ==
              v1::MOVEMENT_KIND_RETURNED_TO_CUSTODY);
static_assert(static_cast<int>(MovementEffect::kResumed) + 1 == v1::MOVEMENT_EFFECT_RESUMED);
static_assert(static_cast<int>(MovementSource::kPrisonSystem) + 1 ==
              v1::MOVEMENT_SOURCE_PRISON_SYSTEM);

}  // namespace ttg::release

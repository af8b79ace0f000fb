#pragma once

#include <string>

#include "kernel/result.h"
#include "release/app/movements/movement_use_cases.h"
#include "ttg/release/v1/movement_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<RecordMovement::Command> Parse(const v1::RecordMovementRequest& in);
Result<ReverseMovement::Command> Parse(const v1::ReverseMovementRequest& in);
Result<CorrectMovement::Command> Parse(const v1::CorrectMovementRequest& in);
Result<MovementQuery> Parse(const v1::ListMovementsRequest& in);

// A page token's cursor for the page that follows `movement`.
std::string CursorAfter(const Movement& movement);

}  // namespace ttg::release

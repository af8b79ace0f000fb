#pragma once

#include "release/domain/movements/movement.h"
#include "release/domain/movements/movement_rules.h"
#include "ttg/release/v1/movement.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it.
void Render(const Movement& movement, v1::Movement& out);
void Render(const MovementRule& rule, v1::MovementRule& out);

}  // namespace ttg::release

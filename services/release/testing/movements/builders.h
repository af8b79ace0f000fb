#pragma once

#include <optional>
#include <string>

#include "release/domain/person.h"

namespace ttg::release::testing {

MovementId AMovementId(int n = 1);

// A movement by TESTER, complete for its kind: to Birmingham and with a reason where one is needed.
MovementEntry AnEntry(MovementKind kind, Instant occurred_at, int n = 1);

// Moves a person who can be moved so; a test that cannot is a broken test.
Moved MoveNow(Person& person, MovementKind kind, const Act& act, int n = 1);

// APerson in that state, brought there by movements on kMonday.
Person APersonIn(PersonState state);

}  // namespace ttg::release::testing

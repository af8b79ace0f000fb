#pragma once

#include <string>
#include <vector>

#include "accommodation/domain/placement.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

// Placements as rows. `condition` and `tail` are SQL over the table `placement`; the first is what
// follows WHERE, the second ORDER BY and LIMIT.
Result<std::vector<Placement>> ReadPlacements(store::Session& session, const std::string& condition,
                                              const std::string& tail, const store::Binds& binds);

// Inserts version 1, or updates the version that was read to the next.
// Errors: Stale / PLACEMENT_CHANGED.
Result<void> WritePlacement(store::Session& session, const PlacementRecord& record);

// What the placement keeps its bed with, instead of what it kept it with before.
// Errors: CONSTRAINT_VIOLATED (the bed is kept), UNIQUE_VIOLATED (the person has such a stay).
Result<void> WriteHold(store::Session& session, const Placement& placement);

std::string ToText(HoldKind kind);

}  // namespace ttg::accommodation

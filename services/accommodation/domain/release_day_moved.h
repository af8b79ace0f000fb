#pragma once

#include <optional>
#include <vector>

#include "accommodation/domain/placement.h"
#include "accommodation/domain/suitability.h"

namespace ttg::accommodation {

// The nights that a plan would have after a release day: as many as before, and as many days after
// the release as before (domain B8).
Stay StayAfter(const PlacementRecord& placement, Date release_day);

// Moves one plan of `person` with their release day if the bed can be had for the new nights, else
// puts it at risk with what stands against it. `bed` shows the bed around the new nights without
// the plan itself; absent where there is no release day. Nothing for a plan that stands as it is.
Result<std::optional<ReleaseDayEffect>> FollowReleaseDay(Placement& placement, const Person& person,
                                                         const std::optional<BedPicture>& bed,
                                                         Date today, const WorkingDays& calendar);

// The answer as a whole: at risk if anything is, else moved if anything has.
ReleaseDayOutcome OutcomeOf(const std::vector<ReleaseDayEffect>& effects);

}  // namespace ttg::accommodation

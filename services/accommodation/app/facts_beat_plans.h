#pragma once

#include <functional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Puts every plan in the bed at risk that `meets` says it must be (domain B1: facts beat plans), so
// that it lets the bed go before the fact is written. Offers that have lapsed expire instead.
// `explain` says why, with dates.
Result<void> PutPlansAtRisk(AccommodationStore& store, const BedspaceId& bedspace, Date today,
                            const std::function<bool(const PlacementRecord&)>& meets,
                            const std::string& reason, const std::string& explanation);

// Saves a stay that has happened: the plans of others that it overlaps, its turnaround included,
// become at risk in the same transaction.
Result<void> SaveFact(AccommodationStore& store, Placement& fact, Date today);

}  // namespace ttg::accommodation

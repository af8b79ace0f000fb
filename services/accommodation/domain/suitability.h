#pragma once

#include <set>
#include <vector>

#include "accommodation/domain/availability.h"
#include "accommodation/domain/exclusion.h"
#include "accommodation/domain/person.h"

namespace ttg::accommodation {

// The hard exclusions of one bed for one person and time, each named (domain B3), in a fixed order.
// A reason that is about somebody else reads COMPATIBILITY.
std::vector<Exclusion> CheckSuitability(const BedPicture& bed, const PersonId& person,
                                        const MatchProfile& profile, const Stay& wanted);

// Availability and suitability: all that speaks against the bed. What search calls free, booking
// accepts, because both ask this. `asked_for` empty: any delivery unit.
std::vector<Exclusion> WhyNot(const BedPicture& bed, const PersonId& person,
                              const MatchProfile& profile, const Stay& wanted,
                              const std::set<DeliveryUnit>& asked_for, Date today,
                              const WorkingDays& calendar);

}  // namespace ttg::accommodation

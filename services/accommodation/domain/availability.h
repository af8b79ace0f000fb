#pragma once

#include <vector>

#include "accommodation/domain/bedspace.h"
#include "accommodation/domain/exclusion.h"
#include "accommodation/domain/person.h"
#include "accommodation/domain/stay.h"

namespace ttg::accommodation {

// One bed with all that decides whether somebody can have it at some time. Offers that have lapsed
// and plans at risk hold nothing and are not in it.
struct BedPicture {
  Bedspace bedspace;
  std::vector<Hold> holds;
  std::vector<Void> voids;
  // Everybody in the same premises around the time in question.
  std::vector<Resident> residents;
};

// The one rule of availability (domain B1, B2): search, offer, move and arrival all ask it. Empty:
// the bed can be had for `wanted`, its turnaround included. A clash says from when to when.
std::vector<Exclusion> CheckAvailability(const BedPicture& bed, const Stay& wanted, Date today,
                                         const WorkingDays& calendar);

}  // namespace ttg::accommodation

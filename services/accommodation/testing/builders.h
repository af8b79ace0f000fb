#pragma once

#include <optional>
#include <set>
#include <string>

#include "accommodation/app/ports.h"
#include "kernel/working_days.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::accommodation::testing {

// Monday 23 November 2026.
inline Date Today() { return Date(2026, 11, 23); }

// 25 and 28 December 2026 and New Year's Day are the holidays; known through 2028.
WorkingDays Calendar();

// The n-th of anything, always the same.
PersonId PersonNumber(int n);
PlacementId PlacementNumber(int n);
EventId EventNumber(int n);
BedspaceId Bed(const std::string& id);

// Room 1 of premises PR1 of PROV1 in N52BIRM: no characteristics, no turnaround, available for
// good.
Bedspace ABedspace(const std::string& id = "PR1-1");

// An adult man without risks or needs, everything answered.
MatchProfile AProfile();

// Held in BMI, of N52BIRM, released in two weeks (7 December 2026).
Person APerson(int n = 1);

// A bed with nobody in it.
BedPicture AnEmptyBed(const Bedspace& bedspace = ABedspace());

// 28 nights from the release day of APerson.
Stay AStay();

// Staff who reach every prison and area; staff of one prison; somebody of one provider.
CallContext AllSeeingStaff();
CallContext StaffOf(const std::string& prison);
CallContext PartnerOf(const std::string& provider);

// An offer of ABedspace for AStay that is open for a week, not stored.
Placement AnOffer(int n = 1, int person = 1, const Bedspace& bedspace = ABedspace(),
                  const Stay& stay = AStay());

}  // namespace ttg::accommodation::testing

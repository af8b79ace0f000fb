#include "accommodation/domain/availability.h"

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"

namespace ttg::accommodation {
namespace {

using testing::ABedspace;
using testing::AnEmptyBed;
using testing::AStay;
using testing::Calendar;
using testing::PlacementNumber;
using testing::Today;

std::vector<ExclusionReason> ReasonsAgainst(const BedPicture& bed, const Stay& wanted) {
  std::vector<ExclusionReason> reasons;
  for (const Exclusion& one : CheckAvailability(bed, wanted, Today(), Calendar())) {
    reasons.push_back(one.reason);
  }
  return reasons;
}

using Reasons = std::vector<ExclusionReason>;

BedPicture TakenBy(const Stay& stay, Date free_from, HoldKind kind = HoldKind::kPlan) {
  BedPicture bed = AnEmptyBed();
  bed.holds = {{PlacementNumber(9), kind, stay, free_from}};
  return bed;
}

TEST(Availability, FindsNothingAgainstAnEmptyBed) {
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), AStay()), Reasons());
}

TEST(Availability, NeedsTheTurnaroundOfTheStayBefore) {
  const Stay before{Date(2026, 12, 1), Date(2026, 12, 4)};
  EXPECT_EQ(ReasonsAgainst(TakenBy(before, Date(2026, 12, 8)), AStay()),
            Reasons{ExclusionReason::kBedNotFree});
  EXPECT_EQ(ReasonsAgainst(TakenBy(before, Date(2026, 12, 7)), AStay()), Reasons());
}

TEST(Availability, NeedsItsOwnTurnaroundBeforeTheStayAfter) {
  // Out on Monday 4 January, cleaned on Tuesday, free on Wednesday.
  Bedspace bedspace = ABedspace();
  bedspace.turnaround_working_days = 1;
  BedPicture bed = TakenBy({Date(2027, 1, 5), Date(2027, 1, 20)}, Date(2027, 1, 22));
  bed.bedspace = bedspace;
  EXPECT_EQ(ReasonsAgainst(bed, AStay()), Reasons{ExclusionReason::kBedNotFree});
  bed.holds[0].stay.arrival = Date(2027, 1, 6);
  EXPECT_EQ(ReasonsAgainst(bed, AStay()), Reasons());
}

TEST(Availability, NamesTheClash) {
  const auto found =
      CheckAvailability(TakenBy({Date(2026, 12, 1), Date(2026, 12, 20)}, Date(2026, 12, 23)),
                        AStay(), Today(), Calendar());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].explanation,
            "the bed is taken from 2026-12-01 to 2026-12-20 and free again from 2026-12-23");
}

TEST(Availability, LetsAVoidOverlapATurnaround) {
  Bedspace bedspace = ABedspace();
  bedspace.turnaround_working_days = 5;
  BedPicture bed = AnEmptyBed(bedspace);
  bed.voids = {{Date(2027, 1, 4), Date(2027, 1, 10), "REPAIRS"}};
  EXPECT_EQ(ReasonsAgainst(bed, AStay()), Reasons());
  bed.voids[0].from = Date(2027, 1, 3);
  EXPECT_EQ(ReasonsAgainst(bed, AStay()), Reasons{ExclusionReason::kBedOutOfService});
}

TEST(Availability, CountsTheLastDayOfTheWindowAsANight) {
  Bedspace bedspace = ABedspace();
  bedspace.available_to = Date(2027, 1, 3);
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(bedspace), AStay()), Reasons());
  bedspace.available_to = Date(2027, 1, 2);
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(bedspace), AStay()),
            Reasons{ExclusionReason::kOutsideAvailability});
  bedspace.available_to.reset();
  bedspace.available_from = Date(2026, 12, 8);
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(bedspace), AStay()),
            Reasons{ExclusionReason::kOutsideAvailability});
}

TEST(Availability, FreesNoBedWhenADeparturePassesUnrecorded) {
  const Stay gone{Date(2026, 9, 1), Date(2026, 11, 20)};
  EXPECT_EQ(ReasonsAgainst(TakenBy(gone, Date(2026, 11, 20), HoldKind::kStaying), AStay()),
            Reasons{ExclusionReason::kBedNotFree});
  EXPECT_EQ(ReasonsAgainst(TakenBy(gone, Date(2026, 11, 20), HoldKind::kDeparted), AStay()),
            Reasons());
}

TEST(Availability, RefusesATurnaroundBeyondTheCalendar) {
  Bedspace bedspace = ABedspace();
  bedspace.turnaround_working_days = 2;
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(bedspace), {Date(2028, 12, 1), Date(2028, 12, 28)}),
            Reasons{ExclusionReason::kBeyondCalendar});
}

}  // namespace
}  // namespace ttg::accommodation

#include "accommodation/domain/stay.h"

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::accommodation {
namespace {

using testing::Calendar;
using ttg::testing::FailsWith;
using ttg::testing::SucceededWith;

TEST(FreeFrom, IsTheDepartureWhereTheBedNeedsNoTurnaround) {
  // A Saturday: nobody has to work.
  EXPECT_THAT(FreeFrom(Date(2026, 12, 5), 0, Calendar()), SucceededWith(Date(2026, 12, 5)));
}

TEST(FreeFrom, IsTheDayAfterTheLastWorkingDayOfTheTurnaround) {
  // Left on Monday; Tuesday is the one working day.
  EXPECT_THAT(FreeFrom(Date(2026, 12, 7), 1, Calendar()), SucceededWith(Date(2026, 12, 9)));
  // Left on Friday; Monday and Tuesday.
  EXPECT_THAT(FreeFrom(Date(2026, 12, 4), 2, Calendar()), SucceededWith(Date(2026, 12, 9)));
}

TEST(FreeFrom, WorksOnNoBankHoliday) {
  // Left on Christmas Eve; Tuesday 29 and Wednesday 30 are the working days.
  EXPECT_THAT(FreeFrom(Date(2026, 12, 24), 2, Calendar()), SucceededWith(Date(2026, 12, 31)));
}

TEST(FreeFrom, RefusesWhatTheCalendarDoesNotKnow) {
  EXPECT_THAT(FreeFrom(Date(2028, 12, 29), 2, Calendar()), FailsWith("BEYOND_CALENDAR"));
}

TEST(Stay, EndsOnTheDayOnWhichTheNextBegins) {
  const Stay first{Date(2026, 12, 1), Date(2026, 12, 8)};
  EXPECT_FALSE(first.Overlaps({Date(2026, 12, 8), Date(2026, 12, 9)}));
  EXPECT_TRUE(first.Overlaps({Date(2026, 12, 7), Date(2026, 12, 9)}));
  EXPECT_EQ(first.nights(), 7);
}

TEST(Void, StopsANightOnItsLastDay) {
  const Void repairs{Date(2026, 12, 10), Date(2026, 12, 12), "REPAIRS"};
  EXPECT_TRUE(repairs.Stops({Date(2026, 12, 12), Date(2026, 12, 13)}));
  EXPECT_FALSE(repairs.Stops({Date(2026, 12, 13), Date(2026, 12, 14)}));
  // Whoever leaves on its first day has slept there the night before.
  EXPECT_FALSE(repairs.Stops({Date(2026, 12, 1), Date(2026, 12, 10)}));
}

}  // namespace
}  // namespace ttg::accommodation

#include "employment/domain/check_in.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace ttg::employment {
namespace {

TEST(CheckIns, AreSixWeeksAndSixMonthsAfterRelease) {
  const auto days = CheckInsAfter(Date(2026, 12, 10));
  EXPECT_EQ(days.six_weeks_on, Date(2027, 1, 21));
  EXPECT_EQ(days.six_months_on, Date(2027, 6, 10));
}

TEST(CheckIns, TakeTheLastDayOfAShorterMonth) {
  EXPECT_EQ(CheckInsAfter(Date(2026, 8, 31)).six_months_on, Date(2027, 2, 28));
  EXPECT_EQ(CheckInsAfter(Date(2027, 8, 31)).six_months_on, Date(2028, 2, 29));
  EXPECT_EQ(CheckInsAfter(Date(2026, 12, 31)).six_months_on, Date(2027, 6, 30));
  EXPECT_EQ(CheckInsAfter(Date(2026, 10, 31)).six_months_on, Date(2027, 4, 30));
}

TEST(CheckIns, KeepTheirDistanceFromAnyRelease) {
  EXPECT_TRUE(rc::check([] {
    const Date release = Date(2020, 1, 1) + *rc::gen::inRange(0, 20'000);
    const auto days = CheckInsAfter(release);
    RC_ASSERT(days.six_weeks_on - release == 42);
    RC_ASSERT(absl::CivilMonth(days.six_months_on) - absl::CivilMonth(release) == 6);
    RC_ASSERT(days.six_months_on.day() <= release.day());
    const bool last_of_month =
        absl::CivilMonth(days.six_months_on + 1) != absl::CivilMonth(days.six_months_on);
    RC_ASSERT(days.six_months_on.day() == release.day() || last_of_month);
  }));
}

TEST(CheckIns, NeverPassOneAnotherWhenTheReleaseMovesLater) {
  EXPECT_TRUE(rc::check([] {
    const Date release = Date(2020, 1, 1) + *rc::gen::inRange(0, 20'000);
    const Date later = release + *rc::gen::inRange(0, 400);
    RC_ASSERT(CheckInsAfter(release).six_weeks_on <= CheckInsAfter(later).six_weeks_on);
    RC_ASSERT(CheckInsAfter(release).six_months_on <= CheckInsAfter(later).six_months_on);
  }));
}

}  // namespace
}  // namespace ttg::employment

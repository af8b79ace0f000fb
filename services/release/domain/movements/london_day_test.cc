#include "release/domain/movements/london_day.h"

#include <gtest/gtest.h>

namespace ttg::release {
namespace {

// Domain A1: 23:30 UTC in June is tomorrow.
TEST(LondonDay, IsTomorrowLateOnASummerEvening) {
  EXPECT_EQ(LondonDay(*ParseInstant("2026-06-30T22:59:59Z")), Date(2026, 6, 30));
  EXPECT_EQ(LondonDay(*ParseInstant("2026-06-30T23:30:00Z")), Date(2026, 7, 1));
  EXPECT_EQ(LondonDay(*ParseInstant("2026-12-31T23:30:00Z")), Date(2026, 12, 31));
}

TEST(LondonDay, AgreesWithTheTimeZoneDatabase) {
  absl::TimeZone london;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/London", &london));
  const Instant end = absl::FromCivil(Date(2029, 1, 1), absl::UTCTimeZone());
  for (Instant at = absl::FromCivil(Date(1996, 1, 1), absl::UTCTimeZone()); at < end;
       at += absl::Minutes(30)) {
    ASSERT_EQ(LondonDay(at), absl::ToCivilDay(at, london)) << FormatInstant(at);
  }
}

TEST(SameTimeOn, KeepsTheTimeOfDayAcrossAChangeOfClocks) {
  const Instant winter = *ParseInstant("2026-11-10T00:30:00Z");
  EXPECT_EQ(SameTimeOn(Date(2026, 11, 9), winter), *ParseInstant("2026-11-09T00:30:00Z"));
  EXPECT_EQ(SameTimeOn(Date(2026, 10, 24), winter), *ParseInstant("2026-10-23T23:30:00Z"));
  EXPECT_EQ(SameTimeOn(Date(2026, 11, 12), winter), *ParseInstant("2026-11-12T00:30:00Z"));
}

TEST(SameTimeOn, StaysOnItsDay) {
  for (int minutes = 0; minutes < 24 * 60; minutes += 30) {
    const Instant at = *ParseInstant("2026-11-10T00:00:00Z") + absl::Minutes(minutes);
    for (int back = 0; back < 400; ++back) {
      const Date day = LondonDay(at) - back;
      ASSERT_EQ(LondonDay(SameTimeOn(day, at)), day) << FormatInstant(at);
    }
  }
}

}  // namespace
}  // namespace ttg::release

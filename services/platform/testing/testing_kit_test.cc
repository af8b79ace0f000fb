#include <gtest/gtest.h>

#include "kernel/id.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::testing {
namespace {

TEST(FixedClock, SaysTheDateInLondon) {
  FixedClock clock(*ParseInstant("2026-06-30T23:30:00Z"));
  EXPECT_EQ(clock.Today(), Date(2026, 7, 1));
  clock.Advance(absl::Hours(24));
  EXPECT_EQ(clock.Today(), Date(2026, 7, 2));
}

TEST(FixedClock, StartsOnTheDayThatWasAsked) {
  EXPECT_EQ(FixedClock(Date(2026, 11, 23)).Today(), Date(2026, 11, 23));
}

TEST(SequentialIds, AreValidAndIncrease) {
  SequentialIds ids;
  const std::string first = ids.NewId();
  const std::string second = ids.NewId();
  EXPECT_TRUE(IsUuid(first));
  EXPECT_LT(first, second);
  EXPECT_EQ(second, SequentialIds::Nth(2));
}

TEST(SequentialIds, OfTwoSeriesNeverMeet) {
  EXPECT_NE(SequentialIds(1).NewId(), SequentialIds(2).NewId());
}

TEST(Matchers, TellResultsApart) {
  const Result<int> three = 3;
  const Result<int> refused = Precondition("REFUSED", "no");
  const Result<void> done;
  EXPECT_THAT(three, Succeeded());
  EXPECT_THAT(three, SucceededWith(3));
  EXPECT_THAT(done, Succeeded());
  EXPECT_THAT(refused, FailsWith("REFUSED"));
  EXPECT_THAT(refused, FailsWith(ErrorKind::kPrecondition, "REFUSED"));
  EXPECT_THAT(refused, ::testing::Not(FailsWith(ErrorKind::kInvalid, "REFUSED")));
  EXPECT_THAT(three, ::testing::Not(FailsWith("REFUSED")));
}

}  // namespace
}  // namespace ttg::testing

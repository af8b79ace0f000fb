#include "accommodation/domain/release_day_moved.h"

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::accommodation {
namespace {

using testing::AnEmptyBed;
using testing::AnOffer;
using testing::APerson;
using testing::AStay;
using testing::Calendar;
using testing::PlacementNumber;
using testing::Today;
using ttg::testing::Succeeded;

Person ReleasedOn(std::optional<Date> day) {
  Person person = APerson();
  person.release_day = day;
  return person;
}

std::optional<ReleaseDayEffect> Follow(Placement& placement, std::optional<Date> day,
                                       const std::optional<BedPicture>& bed = AnEmptyBed()) {
  const auto effect = FollowReleaseDay(placement, ReleasedOn(day), bed, Today(), Calendar());
  EXPECT_THAT(effect, Succeeded());
  return effect.value_or(std::nullopt);
}

TEST(ReleaseDayMoved, MovesAPlanWithItsNights) {
  Placement placement = AnOffer();
  const auto effect = Follow(placement, Date(2026, 12, 10));
  ASSERT_TRUE(effect);
  EXPECT_EQ(effect->outcome, ReleaseDayOutcome::kMoved);
  EXPECT_EQ(effect->from, Date(2026, 12, 7));
  EXPECT_EQ(effect->to, Date(2026, 12, 10));
  EXPECT_EQ(placement.stay(), (Stay{Date(2026, 12, 10), Date(2027, 1, 7)}));
  EXPECT_EQ(placement.record().free_from, Date(2027, 1, 7));
}

TEST(ReleaseDayMoved, KeepsTheDaysBetweenReleaseAndArrival) {
  Placement placement(
      testing::AnOffer(1, 1, testing::ABedspace(), {Date(2026, 12, 9), Date(2026, 12, 16)}));
  ASSERT_TRUE(Follow(placement, Date(2026, 12, 1)));
  EXPECT_EQ(placement.stay(), (Stay{Date(2026, 12, 3), Date(2026, 12, 10)}));
}

TEST(ReleaseDayMoved, PutsAPlanAtRiskAndNamesTheClash) {
  Placement placement = AnOffer();
  BedPicture bed = AnEmptyBed();
  bed.holds = {{PlacementNumber(2),
                HoldKind::kPlan,
                {Date(2027, 1, 6), Date(2027, 2, 1)},
                Date(2027, 2, 3)}};
  const auto effect = Follow(placement, Date(2026, 12, 10), bed);
  ASSERT_TRUE(effect);
  EXPECT_EQ(effect->outcome, ReleaseDayOutcome::kAtRisk);
  EXPECT_EQ(effect->reason, "BED_NOT_FREE");
  EXPECT_EQ(placement.state(), PlacementState::kAtRisk);
  EXPECT_EQ(placement.stay(), AStay());
  EXPECT_NE(placement.record().explanation.find("2027-01-06"), std::string::npos);
}

TEST(ReleaseDayMoved, PutsAPlanAtRiskWithoutAReleaseDay) {
  Placement placement = AnOffer();
  const auto effect = Follow(placement, std::nullopt, std::nullopt);
  ASSERT_TRUE(effect);
  EXPECT_EQ(effect->reason, "NO_RELEASE_DAY");
}

TEST(ReleaseDayMoved, LeavesAPlanThatStandsAsItIs) {
  Placement placement = AnOffer();
  EXPECT_FALSE(Follow(placement, Date(2026, 12, 7)));
  EXPECT_EQ(placement.state(), PlacementState::kOffered);
}

TEST(ReleaseDayMoved, TakesAPlanBackInFromRisk) {
  Placement placement = AnOffer();
  ASSERT_TRUE(Follow(placement, std::nullopt, std::nullopt));
  const auto effect = Follow(placement, Date(2026, 12, 7));
  ASSERT_TRUE(effect);
  EXPECT_EQ(effect->outcome, ReleaseDayOutcome::kMoved);
  EXPECT_EQ(placement.state(), PlacementState::kOffered);
}

TEST(ReleaseDayMoved, ChecksAgainWhoLivesThereOnTheNewNights) {
  Placement placement = AnOffer();
  BedPicture bed = AnEmptyBed();
  bed.residents = {{std::nullopt, Sex::kFemale, {Date(2027, 1, 4), Date(2027, 2, 1)}}};
  const auto effect = Follow(placement, Date(2026, 12, 10), bed);
  ASSERT_TRUE(effect);
  EXPECT_EQ(effect->reason, "COMPATIBILITY");
}

TEST(ReleaseDayMoved, AnnouncesNothingAboutRiskOrNeeds) {
  Person person = ReleasedOn(Date(2026, 12, 10));
  MatchProfile profile = testing::AProfile();
  profile.arson_risk.reset();
  person.profile = Sensitive(profile);
  Placement placement = AnOffer();
  const auto effect = FollowReleaseDay(placement, person, AnEmptyBed(), Today(), Calendar());
  ASSERT_THAT(effect, Succeeded());
  EXPECT_EQ((*effect)->reason, "BED_NOT_SUITABLE");
  const auto* announced = std::get_if<PlacementPutAtRisk>(&placement.pending().back());
  ASSERT_NE(announced, nullptr);
  EXPECT_EQ(announced->reason, "BED_NOT_SUITABLE");
}

TEST(ReleaseDayMoved, IsAtRiskIfAnythingIs) {
  const ReleaseDayEffect moved{PlacementNumber(1), ReleaseDayOutcome::kMoved, Today(), Today(), ""};
  ReleaseDayEffect at_risk = moved;
  at_risk.outcome = ReleaseDayOutcome::kAtRisk;
  EXPECT_EQ(OutcomeOf({}), ReleaseDayOutcome::kNotAffected);
  EXPECT_EQ(OutcomeOf({moved}), ReleaseDayOutcome::kMoved);
  EXPECT_EQ(OutcomeOf({moved, at_risk}), ReleaseDayOutcome::kAtRisk);
}

}  // namespace
}  // namespace ttg::accommodation

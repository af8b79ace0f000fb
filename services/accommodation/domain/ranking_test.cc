#include "accommodation/domain/ranking.h"

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"

namespace ttg::accommodation {
namespace {

using testing::AnEmptyBed;
using testing::AProfile;
using testing::AStay;
using testing::PlacementNumber;

TEST(Ranking, ShowsWeightAndScoreOfEachPreference) {
  const Rank rank = RankBed(AnEmptyBed(), AProfile(), AStay(), {});
  ASSERT_EQ(rank.factors.size(), 4U);
  double sum = 0;
  for (const RankFactor& one : rank.factors) {
    EXPECT_GE(one.score, 0) << one.name;
    EXPECT_LE(one.score, one.weight) << one.name;
    sum += one.score;
  }
  EXPECT_DOUBLE_EQ(rank.score, sum);
  EXPECT_EQ(rank.factors[0].explanation, "1.4 km from the home area");
}

TEST(Ranking, PrefersTheNearerBed) {
  BedPicture far = AnEmptyBed();
  far.bedspace.premises.position = GridPoint{425000, 285000};
  EXPECT_GT(RankBed(AnEmptyBed(), AProfile(), AStay(), {}).score,
            RankBed(far, AProfile(), AStay(), {}).score);
}

TEST(Ranking, WastesNoScarceFeature) {
  BedPicture scarce = AnEmptyBed();
  scarce.bedspace.characteristics = {BedspaceCharacteristic::kWheelchairAccessible};
  EXPECT_GT(RankBed(AnEmptyBed(), AProfile(), AStay(), {}).score,
            RankBed(scarce, AProfile(), AStay(), {}).score);
  MatchProfile needs_it = AProfile();
  needs_it.needs_wheelchair_access = true;
  EXPECT_EQ(RankBed(AnEmptyBed(), needs_it, AStay(), {}).score,
            RankBed(scarce, needs_it, AStay(), {}).score);
}

TEST(Ranking, PrefersNightsToSpareAndSlackBefore) {
  BedPicture tight = AnEmptyBed();
  tight.holds = {{PlacementNumber(1),
                  HoldKind::kPlan,
                  {Date(2026, 11, 1), AStay().arrival - 1},
                  AStay().arrival},
                 {PlacementNumber(2),
                  HoldKind::kPlan,
                  {AStay().departure, Date(2027, 2, 1)},
                  Date(2027, 2, 1)}};
  const Rank rank = RankBed(tight, AProfile(), AStay(), {});
  EXPECT_EQ(rank.factors[1].score, 0);
  EXPECT_EQ(rank.factors[2].score, 0);
}

TEST(Ranking, CountsAnUnknownHomeAreaAsNoPreference) {
  MatchProfile profile = AProfile();
  profile.home_area.reset();
  EXPECT_EQ(RankBed(AnEmptyBed(), profile, AStay(), {}).factors[0].score, 0);
}

}  // namespace
}  // namespace ttg::accommodation

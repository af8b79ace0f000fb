#include "release/domain/ownership/workload.h"

#include <set>

#include <gmock/gmock.h>

#include "release/testing/builders.h"

// Domain A11 and part II 5: workload points over available points; over 110 per cent for four weeks
// is excessive.
namespace ttg::release {
namespace {

using testing::APerson;
using testing::kMonday;

TEST(CaseWeights, HaveARowForEveryStageAndTier) {
  std::set<std::pair<CaseStage, std::optional<RiskOfSeriousHarm>>> rows;
  std::set<std::string_view> codes;
  for (const CaseWeight& row : kCaseWeights) {
    rows.emplace(row.stage, row.tier);
    codes.insert(row.code);
    EXPECT_EQ(row.points == 0, !row.tier) << row.code;
  }
  EXPECT_EQ(rows.size(), 10U);
  EXPECT_EQ(codes.size(), 10U);
}

Person::Snapshot In(PersonState state) {
  auto person = APerson(1, {{"risk_of_serious_harm", "HIGH"}}).snapshot();
  person.state = state;
  return person;
}

TEST(CaseLoadOf, FollowsStateAndRisk) {
  EXPECT_EQ(CaseLoadOf(APerson().snapshot())->weight->code, "CUSTODY_UNTIERED");
  for (const auto state :
       {PersonState::kInPrison, PersonState::kTemporarilyOut, PersonState::kInSecureHospital,
        PersonState::kImmigrationDetention, PersonState::kAtLarge}) {
    EXPECT_EQ(CaseLoadOf(In(state))->weight->code, "CUSTODY_HIGH");
    EXPECT_EQ(CaseLoadOf(In(state))->until, std::nullopt);
  }
  for (const auto state : {PersonState::kDeported, PersonState::kDied, PersonState::kMerged}) {
    EXPECT_FALSE(CaseLoadOf(In(state)));
  }
}

TEST(CaseLoadOf, EndsWithSupervision) {
  auto person = In(PersonState::kReleased);
  person.released_on = Date(2026, 8, 31);
  EXPECT_EQ(CaseLoadOf(person)->weight->code, "LICENCE_HIGH");
  EXPECT_EQ(CaseLoadOf(person)->until, Date(2028, 6, 2));
  person.dates[DateType::kLed] = {Date(2028, 7, 1), std::nullopt, "IMPORT", {}, ""};
  EXPECT_EQ(CaseLoadOf(person)->until, Date(2028, 7, 1));
  person.dates.clear();
  EXPECT_EQ(CaseLoadOf(person)->until, Date(2027, 2, 28));
}

TEST(AvailablePoints, FollowTheHoursForCases) {
  EXPECT_EQ(AvailablePoints(2220, 0), 1000);
  EXPECT_EQ(AvailablePoints(1110, 0), 500);
  EXPECT_EQ(AvailablePoints(2220, 555), 750);
  EXPECT_EQ(AvailablePoints(1332, 100), 554);  // 554.9…, cut off
  EXPECT_EQ(AvailablePoints(2220, 2220), 0);
  EXPECT_EQ(AvailablePoints(0, 0), 0);
}

TEST(WorkloadPercentage, NeverDividesByZero) {
  EXPECT_EQ((Workload{3, 30, 0}.Percentage()), std::nullopt);
  EXPECT_TRUE((Workload{3, 30, 0}.IsOver()));
  EXPECT_FALSE((Workload{3, 0, 0}.IsOver()));
  EXPECT_EQ((Workload{0, 0, 1000}.Percentage()), 0);
}

TEST(WorkloadPercentage, IsOverAboveHundredAndTen) {
  EXPECT_EQ((Workload{1, 1100, 1000}.Percentage()), 110);
  EXPECT_FALSE((Workload{1, 1100, 1000}.IsOver()));
  EXPECT_EQ((Workload{1, 1101, 1000}.Percentage()), 111);
  EXPECT_TRUE((Workload{1, 1101, 1000}.IsOver()));
}

TEST(WorkloadOrder, PutsTheFullestFirst) {
  const Workload no_hours{1, 5, 0};
  const Workload full{1, 90, 100};
  const Workload less{1, 100, 200};
  const Workload nothing{0, 0, 0};
  EXPECT_TRUE(no_hours.IsFullerThan(full));
  EXPECT_FALSE(full.IsFullerThan(no_hours));
  EXPECT_TRUE(full.IsFullerThan(less));
  EXPECT_FALSE(less.IsFullerThan(full));
  EXPECT_TRUE(less.IsFullerThan(nothing));
  EXPECT_FALSE(nothing.IsFullerThan(nothing));
  EXPECT_FALSE(no_hours.IsFullerThan(no_hours));
}

TEST(Excessive, IsOverForFourWeeksOnEnd) {
  EXPECT_EQ(WeekOf(kMonday), kMonday);
  EXPECT_EQ(WeekOf(kMonday + 6), kMonday);
  EXPECT_EQ(WeekOf(kMonday - 1), kMonday - 7);
  const std::set<Date> three = {kMonday - 7, kMonday - 14, kMonday - 21};
  for (int day = 0; day < 7; ++day) EXPECT_TRUE(IsExcessive(true, three, kMonday + day));
  EXPECT_FALSE(IsExcessive(false, three, kMonday));
  for (const Date week : three) {
    std::set<Date> two = three;
    two.erase(week);
    EXPECT_FALSE(IsExcessive(true, two, kMonday));
  }
}

}  // namespace
}  // namespace ttg::release

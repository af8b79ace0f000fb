#include "release/domain/ownership/reallocation.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "release/testing/builders.h"

// Domain A11: bulk reallocation when somebody leaves or is absent.
namespace ttg::release {
namespace {

using testing::APersonId;
using ::testing::ElementsAre;

ActorId Nth(int n) { return *ActorId::Parse("worker-" + std::to_string(n)); }

std::vector<OwnedCase> Cases(const std::vector<int>& points) {
  std::vector<OwnedCase> cases;
  for (const int one : points)
    cases.push_back({APersonId(static_cast<int>(cases.size()) + 1), one});
  return cases;
}

std::vector<std::int64_t> PointsOf(const ReallocationPlan& plan) {
  std::vector<std::int64_t> points;
  for (const Receiver& receiver : plan.receivers) points.push_back(receiver.has.points);
  return points;
}

TEST(Reallocation, KeepsTheFullestAsEmptyAsPossible) {
  const auto plan =
      PlanReallocation(Cases({10, 10, 20, 30}), {{Nth(1), {0, 0, 100}}, {Nth(2), {3, 30, 100}}});
  EXPECT_THAT(PointsOf(plan), ElementsAre(50, 50));
  // Half the hours, half the points.
  EXPECT_THAT(PointsOf(PlanReallocation(Cases({10, 10, 10}),
                                        {{Nth(1), {0, 0, 100}}, {Nth(2), {0, 0, 50}}})),
              ElementsAre(20, 10));
}

TEST(Reallocation, SharesCasesWithoutPointsToo) {
  const auto plan =
      PlanReallocation(Cases({0, 0, 0, 0}), {{Nth(1), {0, 0, 100}}, {Nth(2), {0, 0, 100}}});
  EXPECT_EQ(plan.receivers[0].has.cases, 2);
  EXPECT_EQ(plan.receivers[1].has.cases, 2);
}

TEST(ReallocationFingerprint, TellsPlansApart) {
  const std::vector<Receiver> both = {{Nth(1), {0, 0, 100}}, {Nth(2), {0, 0, 100}}};
  const auto plan = PlanReallocation(Cases({5, 10}), both);
  EXPECT_EQ(FingerprintOf(plan), FingerprintOf(PlanReallocation(Cases({5, 10}), both)));
  EXPECT_NE(FingerprintOf(plan), FingerprintOf(PlanReallocation(Cases({10, 5}), both)));
  EXPECT_NE(FingerprintOf(plan), FingerprintOf(PlanReallocation(Cases({5}), both)));
}

// Every case exactly once, none lost, none made up, and nobody fuller than a third above the least
// that any plan could do.
RC_GTEST_PROP(ReallocationProperty, GivesEveryCaseExactlyOnce, ()) {
  const auto points =
      *rc::gen::container<std::vector<int>>(rc::gen::element(0, 5, 10, 15, 20, 30, 40));
  const int count = *rc::gen::inRange(1, 6);
  std::vector<Receiver> receivers;
  std::set<ActorId> allowed;
  for (int n = 0; n < count; ++n) {
    const int before = *rc::gen::inRange(0, 100);
    receivers.push_back({Nth(n), {before / 10, before, 100}});
    allowed.insert(Nth(n));
  }
  const auto cases = Cases(points);
  const auto plan = PlanReallocation(cases, receivers);
  RC_ASSERT(plan.given.size() == cases.size());
  std::int64_t sum = 0;
  std::int64_t has = 0;
  std::int64_t heaviest = 0;
  std::int64_t fullest_before = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    RC_ASSERT(plan.given[i].person == cases[i].person);
    RC_ASSERT(plan.given[i].points == cases[i].points);
    RC_ASSERT(allowed.contains(plan.given[i].to));
    sum += cases[i].points;
    heaviest = std::max<std::int64_t>(heaviest, cases[i].points);
  }
  std::int64_t fullest = 0;
  std::int64_t after = 0;
  for (std::size_t i = 0; i < receivers.size(); ++i) {
    const Workload& one = plan.receivers[i].has;
    RC_ASSERT(plan.receivers[i].worker == receivers[i].worker);
    const auto got = std::count_if(plan.given.begin(), plan.given.end(),
                                   [&](const GivenCase& g) { return g.to == receivers[i].worker; });
    RC_ASSERT(one.cases == receivers[i].has.cases + got);
    fullest = std::max(fullest, one.points);
    fullest_before = std::max(fullest_before, receivers[i].has.points);
    has += receivers[i].has.points;
    after += one.points;
  }
  RC_ASSERT(after == has + sum);
  // Whoever is fullest got their last case while they were no fuller than the average.
  RC_ASSERT(fullest <= std::max(fullest_before, (has + sum) / count + heaviest));
}

}  // namespace
}  // namespace ttg::release

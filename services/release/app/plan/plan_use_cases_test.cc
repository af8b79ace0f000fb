#include "release/app/plan/plan_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/plan/builders.h"
#include "release/testing/plan/fake_plan_store.h"

namespace ttg::release {
namespace {

using testing::AnActionId;
using testing::ANeedId;
using testing::APerson;
using testing::APersonId;
using testing::APlan;
using testing::AssessTheRest;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using testing::Text;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

class PlanCommands : public ::testing::Test {
 protected:
  PlanCommands() {
    people_.people.emplace(APersonId().str(), APerson().snapshot());
    plans_.plans.emplace(APersonId(), APlan().snapshot());
  }

  PlanTarget Target(std::int64_t version = 1) const { return {APersonId(), version}; }
  const Plan::Snapshot& Stored() const { return plans_.plans.at(APersonId()); }

  // The outcome of every command on APlan, each as the first.
  std::vector<Result<Plan>> All() {
    const auto plan_of = [](const auto& done) -> Result<Plan> {
      if (!done) return done.error();
      return done->plan;
    };
    std::vector<Result<Plan>> all;
    const auto take = [&](const auto& use_case, const auto& command) {
      const testing::FakePlans before = plans_;
      all.push_back(use_case(stores_, call_, command));
      plans_ = before;
    };
    using P = PlanUseCases;
    const P& use = use_cases_;
    take(use.assess_pathway,
         AssessPathway::Command{Target(), Pathway::kHealth, PathwayStatus::kDone, Text("")});
    take(use.complete_action,
         CompleteAction::Command{Target(), AnActionId(), kMonday, Text("done")});
    take(use.cancel_action, CancelAction::Command{Target(), AnActionId(), Text("no")});
    take(use.reassign_action,
         ReassignAction::Command{Target(), AnActionId(), call_.actor, kMonday});
    take(use.start_report, StartReport::Command{Target(), ReportKind::kPreRelease});
    const testing::FakePlans before = plans_;
    all.push_back(
        plan_of(use.record_need(stores_, call_, {Target(), Pathway::kHealth, Text("x")})));
    plans_ = before;
    all.push_back(plan_of(
        use.plan_action(stores_, call_, {Target(), ANeedId(), Text("x"), call_.actor, kMonday})));
    plans_ = before;
    return all;
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  PlanUseCases use_cases_{clock_, ids_};
  testing::FakeReleases people_;
  testing::FakePlans plans_;
  CallContext call_ = testing::AWorkersCall();
  testing::FakeReleaseStore people_store_{people_, call_};
  testing::FakePlanStore plan_store_{plans_};
  PlanStores stores_{people_store_, plan_store_};
};

TEST_F(PlanCommands, EachMakeANewVersion) {
  for (const auto& plan : All()) {
    ASSERT_THAT(plan, Succeeded());
    EXPECT_EQ(plan->snapshot().version, 2);
  }
}

TEST_F(PlanCommands, BeginWithAnEmptyPlan) {
  plans_.plans.clear();
  const auto recorded =
      use_cases_.record_need(stores_, call_, {Target(0), Pathway::kHealth, Text("a dentist")});
  ASSERT_THAT(recorded, Succeeded());
  EXPECT_EQ(recorded->plan.snapshot().version, 1);
  EXPECT_EQ(recorded->plan.snapshot().needs.front().id, recorded->need);
}

TEST_F(PlanCommands, RefuseAStaleEtagAndSomebodyOutOfReach) {
  EXPECT_THAT(use_cases_.start_report(stores_, call_, {Target(0), ReportKind::kPreRelease}),
              FailsWith(ErrorKind::kStale, "PLAN_CHANGED"));
  call_.scope = {};
  EXPECT_THAT(use_cases_.check_report(stores_, {APersonId(), ReportKind::kPreRelease}),
              FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  for (const auto& refused : All()) {
    EXPECT_THAT(refused, FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  }
}

// domain A8: death ends everything; the plan can still be read.
TEST_F(PlanCommands, ChangeNothingForSomebodyWhoHasDied) {
  people_.people.at(APersonId().str()).state = PersonState::kDied;
  for (const auto& refused : All()) EXPECT_THAT(refused, FailsWith("PERSON_DIED"));
  EXPECT_TRUE(Stored() == APlan().snapshot());
  EXPECT_THAT(use_cases_.check_report(stores_, {APersonId(), ReportKind::kPreRelease}),
              Succeeded());
}

// domain A10: what was planned goes on after release.
TEST_F(PlanCommands, GoOnAfterRelease) {
  auto& person = people_.people.at(APersonId().str());
  person.state = PersonState::kReleased;
  person.released_on = kMonday;
  for (const auto& plan : All()) EXPECT_THAT(plan, Succeeded());
}

TEST_F(PlanCommands, TakeAReportThroughItsReview) {
  Plan complete = APlan();
  AssessTheRest(complete);
  plans_.plans.at(APersonId()) = complete.snapshot();
  const auto kind = ReportKind::kPreRelease;
  EXPECT_THAT(*use_cases_.check_report(stores_, {APersonId(), kind}), IsEmpty());
  ASSERT_THAT(use_cases_.start_report(stores_, call_, {Target(1), kind}), Succeeded());
  ASSERT_THAT(use_cases_.submit_report(stores_, call_, {Target(2), kind}), Succeeded());
  EXPECT_THAT(use_cases_.review_report(stores_, call_, {Target(3), kind, true, Text("")}),
              FailsWith("OWN_REPORT"));
  call_.actor = *ActorId::Parse("LEAD");
  ASSERT_THAT(use_cases_.review_report(stores_, call_, {Target(3), kind, true, Text("")}),
              Succeeded());
  ASSERT_THAT(plans_.announced, SizeIs(2));
  EXPECT_EQ(plans_.announced[1].version, 4);
  EXPECT_EQ(std::get<PlanReportRecorded>(plans_.announced[1].event).state, ReportState::kReviewed);
}

TEST_F(PlanCommands, TakeANeedThroughItsReview) {
  ASSERT_THAT(
      use_cases_.complete_action(stores_, call_, {Target(1), AnActionId(), kMonday, Text("done")}),
      Succeeded());
  ASSERT_THAT(use_cases_.record_need_outcome(stores_, call_,
                                             {Target(2), ANeedId(), NeedOutcome::kMet, Text("")}),
              Succeeded());
  ASSERT_THAT(use_cases_.review_need(stores_, call_, {Target(3), ANeedId(), true, Text("seen")}),
              Succeeded());
  EXPECT_EQ(Stored().needs.front().state, NeedState::kClosed);
}

// What is missing depends on the day of release, which is the person's.
TEST_F(PlanCommands, AskWhoGoesOnAfterTheReleaseDay) {
  Plan complete = APlan();
  AssessTheRest(complete);
  plans_.plans.at(APersonId()) = complete.snapshot();
  people_.people.at(APersonId().str()).release_day.date = kMonday + 29;
  const auto missing = use_cases_.check_report(stores_, {APersonId(), ReportKind::kPreRelease});
  ASSERT_THAT(missing, Succeeded());
  ASSERT_THAT(*missing, SizeIs(1));
  EXPECT_EQ(missing->front().reason, "NO_ACTION_AFTER_RELEASE");
}

}  // namespace
}  // namespace ttg::release

#include "release/domain/plan/plan.h"

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/plan/builders.h"

namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AnActionId;
using testing::ANeedId;
using testing::APersonId;
using testing::APlan;
using testing::kMonday;
using ::testing::SizeIs;
using testing::Text;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const Act kAct = ActAt(kMonday);
const ActorId kWorker = *ActorId::Parse("WORKER");

const Need& OnlyNeed(const Plan& plan) { return plan.snapshot().needs.front(); }
const Action& OnlyAction(const Plan& plan) { return OnlyNeed(plan).actions.front(); }

Plan AfterTheAction(ActionState end) {
  Plan plan = APlan();
  const auto ended = end == ActionState::kDone
                         ? plan.CompleteAction(AnActionId(), kMonday, Text("done"), kAct)
                         : plan.CancelAction(AnActionId(), Text("not wanted"), kAct);
  EXPECT_THAT(ended, Succeeded());
  return plan;
}

// APlan, with its need brought into that state.
Plan InNeedState(NeedState state) {
  if (state == NeedState::kOpen) return APlan();
  Plan plan = AfterTheAction(ActionState::kDone);
  EXPECT_THAT(plan.RecordOutcome(ANeedId(), NeedOutcome::kMet, Text("has a flat"), kAct),
              Succeeded());
  if (state == NeedState::kOutcomeRecorded) return plan;
  EXPECT_THAT(plan.ReviewNeed(ANeedId(), true, Text("seen"), kAct), Succeeded());
  return plan;
}

// Refuses and changes nothing.
template <typename Verb>
void ExpectRefused(Plan plan, const char* reason, const Verb& verb) {
  const Plan::Snapshot before = plan.snapshot();
  EXPECT_THAT(verb(plan), FailsWith(reason));
  EXPECT_TRUE(plan.snapshot() == before);
}

// domain A10: assess → plan → deliver → review is traceable for every need.
TEST(Plans, TraceANeedFromItsAssessmentToItsReview) {
  const Plan plan = InNeedState(NeedState::kClosed);
  const Need& need = OnlyNeed(plan);
  EXPECT_EQ(need.assessed_on, kMonday);
  EXPECT_EQ(need.assessed_by.str(), "TESTER");
  const Action& action = OnlyAction(plan);
  EXPECT_EQ(action.planned_by.str(), "TESTER");
  EXPECT_EQ(action.owner, kWorker);
  EXPECT_EQ(action.ended_on, kMonday);
  EXPECT_EQ(action.ended_by, kAct.by);
  ASSERT_TRUE(need.outcome);
  EXPECT_EQ(need.outcome->recorded_by, kAct.by);
  ASSERT_THAT(need.reviews, SizeIs(1));
  EXPECT_TRUE(need.reviews[0].outcome == *need.outcome);
  EXPECT_TRUE(need.reviews[0].closed);
}

// domain A10: the states of a pathway.
TEST(Plans, RefuseAPathwayThatWasNotAssessed) {
  ExpectRefused(APlan(), "STATUS_NOT_ASSESSED", [](Plan& plan) {
    return plan.AssessPathway(Pathway::kHealth, PathwayStatus::kNotStarted, Text(""), kAct);
  });
}

struct StatusRow {
  PathwayStatus status;
  // With no reason, with one, and with one while a need of the pathway is not closed.
  const char* bare;
  const char* reasoned;
  const char* needed;
};

class AssessTo : public ::testing::TestWithParam<StatusRow> {
 protected:
  static void Expect(Plan plan, Pathway pathway, const char* reason, const char* refusal) {
    if (refusal != nullptr) {
      return ExpectRefused(std::move(plan), refusal, [&](Plan& one) {
        return one.AssessPathway(pathway, GetParam().status, Text(reason), kAct);
      });
    }
    EXPECT_THAT(plan.AssessPathway(pathway, GetParam().status, Text(reason), kAct), Succeeded());
    const PathwayEntry& entry = plan.snapshot().pathways[IndexOf(pathway)];
    EXPECT_EQ(entry.status, GetParam().status);
    EXPECT_EQ(entry.assessed_on, kMonday);
    EXPECT_EQ(entry.assessed_by, kAct.by);
  }
};

// domain A10
TEST_P(AssessTo, IsRefusedWithoutAReasonOrOverOpenNeeds) {
  Expect(APlan(), Pathway::kHealth, "", GetParam().bare);
  Expect(APlan(), Pathway::kHealth, "says so", GetParam().reasoned);
  Expect(APlan(), Pathway::kAccommodation, "says so", GetParam().needed);
  Expect(InNeedState(NeedState::kOutcomeRecorded), Pathway::kAccommodation, "says so",
         GetParam().needed);
  Expect(InNeedState(NeedState::kClosed), Pathway::kAccommodation, "says so", GetParam().reasoned);
}

INSTANTIATE_TEST_SUITE_P(
    AllStatuses, AssessTo,
    ::testing::Values(StatusRow{PathwayStatus::kNotStarted, "STATUS_NOT_ASSESSED",
                                "STATUS_NOT_ASSESSED", "STATUS_NOT_ASSESSED"},
                      StatusRow{PathwayStatus::kInProgress, nullptr, nullptr, nullptr},
                      StatusRow{PathwayStatus::kSupportRequired, nullptr, nullptr, nullptr},
                      StatusRow{PathwayStatus::kSupportNotRequired, "REASON_REQUIRED", nullptr,
                                "NEEDS_NOT_CLOSED"},
                      StatusRow{PathwayStatus::kSupportDeclined, "REASON_REQUIRED", nullptr,
                                nullptr},
                      StatusRow{PathwayStatus::kDone, nullptr, nullptr, "NEEDS_NOT_CLOSED"}),
    [](const auto& row) { return std::string(ToString(row.param.status)); });

// domain A10: a need makes its pathway one that requires support, if it was not already.
TEST(Plans, RequireSupportWhereANeedIs) {
  Plan plan(APersonId());
  ASSERT_THAT(plan.AssessPathway(Pathway::kHealth, PathwayStatus::kSupportDeclined, Text("not now"),
                                 ActAt(kMonday - 7)),
              Succeeded());
  ASSERT_THAT(plan.AssessPathway(Pathway::kFinanceId, PathwayStatus::kInProgress, Text(""),
                                 ActAt(kMonday - 7)),
              Succeeded());
  ASSERT_THAT(plan.RecordNeed(ANeedId(1), Pathway::kHealth, Text("a dentist"), kAct), Succeeded());
  ASSERT_THAT(plan.RecordNeed(ANeedId(2), Pathway::kFinanceId, Text("a bank account"), kAct),
              Succeeded());
  const auto& health = plan.snapshot().pathways[IndexOf(Pathway::kHealth)];
  EXPECT_EQ(health.status, PathwayStatus::kSupportRequired);
  EXPECT_EQ(health.reason, Text(""));
  EXPECT_EQ(health.assessed_on, kMonday);
  const auto& finance = plan.snapshot().pathways[IndexOf(Pathway::kFinanceId)];
  EXPECT_EQ(finance.status, PathwayStatus::kInProgress);
  EXPECT_EQ(finance.assessed_on, kMonday - 7);
}

struct NeedRow {
  NeedState state;
  // What the verbs refuse with; null: they succeed. The outcome is recorded with no action open.
  const char* plan_action;
  const char* record_outcome;
  const char* review;
};

class NeedIn : public ::testing::TestWithParam<NeedRow> {
 protected:
  static Plan ThePlan() {
    return GetParam().state == NeedState::kOpen ? AfterTheAction(ActionState::kDone)
                                                : InNeedState(GetParam().state);
  }
  template <typename Verb>
  static void Expect(const char* refusal, const Verb& verb) {
    Plan plan = ThePlan();
    if (refusal != nullptr) return ExpectRefused(std::move(plan), refusal, verb);
    EXPECT_THAT(verb(plan), Succeeded());
  }
};

// domain A10: every state of a need against every verb.
TEST_P(NeedIn, TakesTheseVerbs) {
  Expect(GetParam().plan_action, [](Plan& plan) {
    return plan.PlanAction(ANeedId(), AnActionId(2), Text("ask again"), kWorker, kMonday, kAct);
  });
  for (const auto outcome :
       {NeedOutcome::kMet, NeedOutcome::kPartlyMet, NeedOutcome::kNotMet, NeedOutcome::kDeclined}) {
    Expect(GetParam().record_outcome,
           [&](Plan& plan) { return plan.RecordOutcome(ANeedId(), outcome, Text(""), kAct); });
  }
  for (const bool close : {true, false}) {
    Expect(GetParam().review,
           [&](Plan& plan) { return plan.ReviewNeed(ANeedId(), close, Text("seen"), kAct); });
  }
}

INSTANTIATE_TEST_SUITE_P(AllStates, NeedIn,
                         ::testing::Values(NeedRow{NeedState::kOpen, nullptr, nullptr,
                                                   "NO_OUTCOME"},
                                           NeedRow{NeedState::kOutcomeRecorded, "NEED_NOT_OPEN",
                                                   "OUTCOME_RECORDED", nullptr},
                                           NeedRow{NeedState::kClosed, "NEED_NOT_OPEN",
                                                   "OUTCOME_RECORDED", "NEED_CLOSED"}),
                         [](const auto& row) { return std::string(ToString(row.param.state)); });

class ActionIn : public ::testing::TestWithParam<ActionState> {};

// domain A10: every state of an action against every verb.
TEST_P(ActionIn, TakesVerbsWhileItIsOpen) {
  const auto expect = [](const auto& verb) {
    if (GetParam() == ActionState::kOpen) {
      Plan plan = APlan();
      EXPECT_THAT(verb(plan), Succeeded());
    } else {
      ExpectRefused(AfterTheAction(GetParam()), "ACTION_ENDED", verb);
    }
  };
  expect([](Plan& plan) { return plan.CompleteAction(AnActionId(), kMonday, Text("done"), kAct); });
  expect([](Plan& plan) { return plan.CancelAction(AnActionId(), Text("no"), kAct); });
  expect([](Plan& plan) {
    return plan.ReassignAction(AnActionId(), *ActorId::Parse("OTHER"), kMonday, kAct);
  });
}

INSTANTIATE_TEST_SUITE_P(AllStates, ActionIn,
                         ::testing::Values(ActionState::kOpen, ActionState::kDone,
                                           ActionState::kCancelled),
                         [](const auto& row) { return std::string(ToString(row.param)); });

// domain A10: an action has one owner and a due day.
TEST(Plans, RefuseADueDayThatHasPassed) {
  ExpectRefused(APlan(), "DUE_DAY_PASSED", [](Plan& plan) {
    return plan.PlanAction(ANeedId(), AnActionId(2), Text("x"), kWorker, kMonday - 1, kAct);
  });
  ExpectRefused(APlan(), "DUE_DAY_PASSED", [](Plan& plan) {
    return plan.ReassignAction(AnActionId(), kWorker, kMonday - 1, kAct);
  });
}

TEST(Plans, KeepAnOverdueActionsDayWhenOnlyItsOwnerChanges) {
  Plan plan = APlan();
  const Act later = ActAt(kMonday + 29);
  EXPECT_TRUE(OnlyAction(plan).IsOverdue(later.today));
  EXPECT_FALSE(OnlyAction(plan).IsOverdue(kMonday + 28));
  ASSERT_THAT(plan.ReassignAction(AnActionId(), *ActorId::Parse("OTHER"), kMonday + 28, later),
              Succeeded());
  EXPECT_EQ(OnlyAction(plan).owner.str(), "OTHER");
  EXPECT_TRUE(OnlyAction(plan).IsOverdue(later.today));
}

TEST(Plans, KnowWhenAnActionWasDone) {
  ExpectRefused(APlan(), "DONE_IN_FUTURE", [](Plan& plan) {
    return plan.CompleteAction(AnActionId(), kMonday + 1, Text("done"), kAct);
  });
  Plan plan = APlan();
  ASSERT_THAT(plan.CompleteAction(AnActionId(), kMonday - 3, Text("done"), kAct), Succeeded());
  EXPECT_EQ(OnlyAction(plan).ended_on, kMonday - 3);
  EXPECT_EQ(OnlyAction(plan).result, Text("done"));
}

TEST(Plans, KnowOnlyTheirOwnNeedsAndActions) {
  ExpectRefused(APlan(), "NEED_NOT_FOUND", [](Plan& plan) {
    return plan.PlanAction(ANeedId(9), AnActionId(2), Text("x"), kWorker, kMonday, kAct);
  });
  ExpectRefused(APlan(), "NEED_NOT_FOUND", [](Plan& plan) {
    return plan.RecordOutcome(ANeedId(9), NeedOutcome::kMet, Text(""), kAct);
  });
  ExpectRefused(APlan(), "NEED_NOT_FOUND",
                [](Plan& plan) { return plan.ReviewNeed(ANeedId(9), true, Text("x"), kAct); });
  ExpectRefused(APlan(), "ACTION_NOT_FOUND",
                [](Plan& plan) { return plan.CancelAction(AnActionId(9), Text("x"), kAct); });
}

// domain A10: an outcome follows from what was done.
TEST(Plans, TakeAnOutcomeOnlyWhenNothingIsLeftToDo) {
  ExpectRefused(APlan(), "ACTIONS_OPEN", [](Plan& plan) {
    return plan.RecordOutcome(ANeedId(), NeedOutcome::kMet, Text(""), kAct);
  });
  Plan plan(APersonId());
  ASSERT_THAT(plan.RecordNeed(ANeedId(), Pathway::kHealth, Text("a dentist"), kAct), Succeeded());
  ExpectRefused(plan, "NEED_WITHOUT_ACTION", [](Plan& one) {
    return one.RecordOutcome(ANeedId(), NeedOutcome::kMet, Text(""), kAct);
  });
  EXPECT_THAT(plan.RecordOutcome(ANeedId(), NeedOutcome::kDeclined, Text(""), kAct), Succeeded());
}

TEST(Plans, OpenANeedAgainAndKeepWhatWasReviewed) {
  Plan plan = InNeedState(NeedState::kOutcomeRecorded);
  ASSERT_THAT(plan.ReviewNeed(ANeedId(), false, Text("flat lost"), kAct), Succeeded());
  EXPECT_EQ(OnlyNeed(plan).state, NeedState::kOpen);
  EXPECT_FALSE(OnlyNeed(plan).outcome);
  ASSERT_THAT(OnlyNeed(plan).reviews, SizeIs(1));
  EXPECT_EQ(OnlyNeed(plan).reviews[0].outcome.note, Text("has a flat"));
  EXPECT_THAT(plan.RecordOutcome(ANeedId(), NeedOutcome::kNotMet, Text(""), kAct), Succeeded());
  EXPECT_THAT(plan.ReviewNeed(ANeedId(), true, Text("seen"), kAct), Succeeded());
  EXPECT_THAT(OnlyNeed(plan).reviews, SizeIs(2));
}

// domain A8, A10: nothing is planned for somebody who is not there any more; what was planned for
// a released person goes on.
TEST(Plans, EndWithDeathDeportationAndMerge) {
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    const auto checked = CheckPlanGoesOn(state);
    const std::map<PersonState, const char*> refusals = {
        {PersonState::kDied, "PERSON_DIED"},
        {PersonState::kDeported, "PERSON_DEPORTED"},
        {PersonState::kMerged, "PERSON_MERGED"}};
    const auto refusal = refusals.find(state);
    if (refusal == refusals.end()) {
      EXPECT_THAT(checked, Succeeded()) << ToString(state);
    } else {
      EXPECT_THAT(checked, FailsWith(ErrorKind::kPrecondition, refusal->second));
    }
  }
}

}  // namespace
}  // namespace ttg::release

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/domain/plan/plan.h"
#include "release/testing/builders.h"
#include "release/testing/plan/builders.h"

namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AnActionId;
using testing::ANeedId;
using testing::APersonId;
using testing::APlan;
using testing::AReportId;
using testing::AssessTheRest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using testing::Text;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const Act kAct = ActAt(kMonday);
const Act kLead = ActAt(kMonday, 600, "LEAD");
// Of testing::APerson.
const Date kReleaseDay(2026, 12, 3);
constexpr auto kImmediate = ReportKind::kImmediateNeeds;
constexpr auto kPreRelease = ReportKind::kPreRelease;

std::vector<std::string> ReasonsOf(const std::vector<MissingItem>& missing) {
  std::vector<std::string> reasons;
  reasons.reserve(missing.size());
  for (const MissingItem& item : missing) reasons.push_back(item.reason);
  return reasons;
}

std::vector<std::string> MissingIn(const Plan& plan, ReportKind kind, Date today = kMonday) {
  return ReasonsOf(plan.Missing(kind, today, kReleaseDay));
}

Plan ACompletePlan() {
  Plan plan = APlan();
  AssessTheRest(plan);
  return plan;
}

// A complete plan with that report in that state; without one for no state.
Plan InReportState(std::optional<ReportState> state) {
  Plan plan = ACompletePlan();
  if (!state) return plan;
  EXPECT_THAT(plan.StartReport(AReportId(), kImmediate, kAct), Succeeded());
  if (state == ReportState::kDraft) return plan;
  EXPECT_THAT(plan.SubmitReport(kImmediate, kAct, kReleaseDay), Succeeded());
  if (state == ReportState::kSubmitted) return plan;
  EXPECT_THAT(plan.ReviewReport(kImmediate, state == ReportState::kReviewed, Text("seen"), kLead),
              Succeeded());
  return plan;
}

// domain A10: assess — every pathway, before either report.
TEST(MissingItems, NameEveryPathwayThatWasNotAssessed) {
  for (const ReportKind kind : {kImmediate, kPreRelease}) {
    const auto missing = Plan(APersonId()).Missing(kind, kMonday, kReleaseDay);
    ASSERT_THAT(missing, SizeIs(kPathways));
    for (std::size_t i = 0; i < kPathways; ++i) {
      EXPECT_EQ(missing[i].reason, "PATHWAY_NOT_ASSESSED");
      EXPECT_EQ(missing[i].pathway, static_cast<Pathway>(i));
    }
    EXPECT_THAT(MissingIn(ACompletePlan(), kind), IsEmpty());
  }
}

// domain A10: support for what?
TEST(MissingItems, NameAPathwayThatRequiresSupportForNothing) {
  for (const auto status : {PathwayStatus::kSupportRequired, PathwayStatus::kInProgress}) {
    Plan plan = ACompletePlan();
    ASSERT_THAT(plan.AssessPathway(Pathway::kHealth, status, Text(""), kAct), Succeeded());
    const auto missing = plan.Missing(kImmediate, kMonday, kReleaseDay);
    ASSERT_THAT(ReasonsOf(missing), ElementsAre("PATHWAY_WITHOUT_NEED"));
    EXPECT_EQ(missing[0].pathway, Pathway::kHealth);
    EXPECT_FALSE(missing[0].need);
  }
}

// domain A10: plan — every open need has an action that is open or was done.
TEST(MissingItems, NameANeedForWhichNothingIsPlanned) {
  Plan plan = ACompletePlan();
  ASSERT_THAT(plan.CancelAction(AnActionId(), Text("not wanted"), kAct), Succeeded());
  const auto missing = plan.Missing(kImmediate, kMonday, kReleaseDay);
  ASSERT_THAT(ReasonsOf(missing), ElementsAre("NEED_WITHOUT_ACTION"));
  EXPECT_EQ(missing[0].need, ANeedId());
  EXPECT_EQ(missing[0].pathway, Pathway::kAccommodation);
  EXPECT_THAT(MissingIn(plan, kPreRelease),
              ElementsAre("NEED_WITHOUT_ACTION", "NO_ACTION_AFTER_RELEASE"));
  ASSERT_THAT(plan.RecordOutcome(ANeedId(), NeedOutcome::kNotMet, Text(""), kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kImmediate), IsEmpty());
}

// domain A10: deliver — before release an open need needs somebody who is still at it.
TEST(MissingItems, AskMoreBeforeRelease) {
  Plan plan = ACompletePlan();
  ASSERT_THAT(plan.CompleteAction(AnActionId(), kMonday, Text("done"), kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kImmediate), IsEmpty());
  EXPECT_THAT(MissingIn(plan, kPreRelease),
              ElementsAre("NEED_WITHOUT_ACTION", "NO_ACTION_AFTER_RELEASE"));
}

// domain A10: deliver — in time.
TEST(MissingItems, NameAnOverdueActionBeforeRelease) {
  const Plan plan = ACompletePlan();
  EXPECT_THAT(MissingIn(plan, kImmediate, kMonday + 29), IsEmpty());
  const auto missing = plan.Missing(kPreRelease, kMonday + 29, kReleaseDay);
  ASSERT_THAT(ReasonsOf(missing), ElementsAre("ACTION_OVERDUE"));
  EXPECT_EQ(missing[0].action, AnActionId());
}

// domain A10: review — every outcome, before release.
TEST(MissingItems, NameAnOutcomeThatNobodyReviewed) {
  Plan plan = ACompletePlan();
  ASSERT_THAT(plan.CompleteAction(AnActionId(), kMonday, Text("done"), kAct), Succeeded());
  ASSERT_THAT(plan.RecordOutcome(ANeedId(), NeedOutcome::kMet, Text(""), kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kImmediate), IsEmpty());
  EXPECT_THAT(MissingIn(plan, kPreRelease), ElementsAre("OUTCOME_NOT_REVIEWED"));
  ASSERT_THAT(plan.ReviewNeed(ANeedId(), true, Text("seen"), kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kPreRelease), IsEmpty());
}

// domain A10: through the gate — what is open on the release day is somebody's after it.
TEST(MissingItems, AskWhoGoesOnAfterRelease) {
  Plan plan = ACompletePlan();
  ASSERT_THAT(plan.ReassignAction(AnActionId(), kAct.by, kReleaseDay - 1, kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kPreRelease), ElementsAre("NO_ACTION_AFTER_RELEASE"));
  EXPECT_THAT(MissingIn(plan, kImmediate), IsEmpty());
  EXPECT_THAT(plan.Missing(kPreRelease, kMonday, std::nullopt), IsEmpty());
  ASSERT_THAT(plan.ReassignAction(AnActionId(), kAct.by, kReleaseDay, kAct), Succeeded());
  EXPECT_THAT(MissingIn(plan, kPreRelease), IsEmpty());
}

TEST(MissingItems, KnowTheReleaseDay) {
  Person person = testing::APerson();
  EXPECT_EQ(ReleaseDayFor(person), kReleaseDay);
  Person::Snapshot released = person.snapshot();
  released.released_on = kMonday;
  EXPECT_EQ(ReleaseDayFor(Person::Restore(released)), kMonday);
}

struct ReportRow {
  std::string name;
  // None: never started.
  std::optional<ReportState> state;
  const char* start;
  const char* submit;
  const char* review;
};

class ReportIn : public ::testing::TestWithParam<ReportRow> {
 protected:
  template <typename Verb>
  static void Expect(const char* refusal, const Verb& verb) {
    Plan plan = InReportState(GetParam().state);
    const Plan::Snapshot before = plan.snapshot();
    if (refusal == nullptr) {
      EXPECT_THAT(verb(plan), Succeeded());
    } else {
      EXPECT_THAT(verb(plan), FailsWith(refusal));
      EXPECT_TRUE(plan.snapshot() == before);
    }
  }
};

// domain A10: every state of a report against every verb.
TEST_P(ReportIn, TakesTheseVerbs) {
  Expect(GetParam().start,
         [](Plan& plan) { return plan.StartReport(AReportId(2), kImmediate, kAct); });
  Expect(GetParam().submit,
         [](Plan& plan) { return plan.SubmitReport(kImmediate, kAct, kReleaseDay); });
  for (const bool accept : {true, false}) {
    Expect(GetParam().review,
           [&](Plan& plan) { return plan.ReviewReport(kImmediate, accept, Text("seen"), kLead); });
  }
}

INSTANTIATE_TEST_SUITE_P(
    AllStates, ReportIn,
    ::testing::Values(
        ReportRow{"None", std::nullopt, nullptr, "NO_DRAFT", "NOT_SUBMITTED"},
        ReportRow{"Draft", ReportState::kDraft, "REPORT_UNDER_WAY", nullptr, "NOT_SUBMITTED"},
        ReportRow{"Submitted", ReportState::kSubmitted, "REPORT_UNDER_WAY", "NO_DRAFT", nullptr},
        ReportRow{"Reviewed", ReportState::kReviewed, nullptr, "NO_DRAFT", "NOT_SUBMITTED"},
        ReportRow{"Returned", ReportState::kReturned, nullptr, "NO_DRAFT", "NOT_SUBMITTED"}),
    [](const auto& row) { return row.param.name; });

// domain A10: two reports, each with versions of its own.
TEST(Reports, CountTheirVersions) {
  for (const auto state : {ReportState::kReviewed, ReportState::kReturned}) {
    Plan plan = InReportState(state);
    ASSERT_THAT(plan.StartReport(AReportId(2), kImmediate, kLead), Succeeded());
    ASSERT_THAT(plan.StartReport(AReportId(3), kPreRelease, kAct), Succeeded());
    const PlanReport& second = plan.snapshot().reports.at(kImmediate);
    EXPECT_EQ(second.id, AReportId(2));
    EXPECT_EQ(second.version, 2);
    EXPECT_EQ(second.state, ReportState::kDraft);
    EXPECT_EQ(second.started_by, kLead.by);
    EXPECT_FALSE(second.submitted_by);
    EXPECT_EQ(plan.snapshot().reports.at(kPreRelease).version, 1);
  }
}

TEST(Reports, KeepThePlanAsItWasSubmittedAndAnnounceIt) {
  Plan plan = InReportState(ReportState::kDraft);
  const auto changes = plan.SubmitReport(kImmediate, kAct, kReleaseDay);
  ASSERT_THAT(changes, Succeeded());
  ASSERT_TRUE(changes->submitted);
  EXPECT_EQ(changes->submitted->first, AReportId());
  EXPECT_EQ(changes->submitted->second.copied_on, kMonday);
  EXPECT_TRUE(changes->submitted->second.needs == plan.snapshot().needs);
  EXPECT_TRUE(changes->submitted->second.pathways == plan.snapshot().pathways);
  EXPECT_THAT(changes->events,
              ElementsAre(ReleaseEvent(PlanReportRecorded{APersonId(), AReportId(), kImmediate, 1,
                                                          ReportState::kSubmitted})));
}

TEST(Reports, AreAcceptedOrReturnedBySomebodyElse) {
  Plan plan = InReportState(ReportState::kSubmitted);
  EXPECT_THAT(plan.ReviewReport(kImmediate, true, Text(""), kAct), FailsWith("OWN_REPORT"));
  EXPECT_THAT(plan.ReviewReport(kImmediate, false, Text(""), kLead), FailsWith("NOTE_REQUIRED"));
  const auto changes = plan.ReviewReport(kImmediate, true, Text(""), kLead);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_THAT(changes->events, SizeIs(1));
  EXPECT_FALSE(changes->submitted);
  const PlanReport& report = plan.snapshot().reports.at(kImmediate);
  EXPECT_EQ(report.state, ReportState::kReviewed);
  EXPECT_EQ(report.submitted_by, kAct.by);
  EXPECT_EQ(report.reviewed_by, kLead.by);
  EXPECT_EQ(report.reviewed_at, kLead.at);
}

TEST(Reports, AreNotSubmittedWhileSomethingIsMissing) {
  Plan plan = APlan();
  ASSERT_THAT(plan.CancelAction(AnActionId(), Text("no"), kAct), Succeeded());
  ASSERT_THAT(plan.StartReport(AReportId(), kPreRelease, kAct), Succeeded());
  const auto refused = plan.SubmitReport(kPreRelease, kAct, kReleaseDay);
  ASSERT_THAT(refused, FailsWith(ErrorKind::kPrecondition, "REPORT_INCOMPLETE"));
  ASSERT_THAT(refused.error().violations, SizeIs(8));
  EXPECT_EQ(refused.error().violations[0].field, "pathways.ATTITUDES_THINKING_BEHAVIOUR");
  EXPECT_EQ(refused.error().violations[6].field, "needs." + ANeedId().str());
  EXPECT_EQ(refused.error().violations[7].reason, "NO_ACTION_AFTER_RELEASE");
  EXPECT_EQ(plan.snapshot().reports.at(kPreRelease).state, ReportState::kDraft);
}

}  // namespace
}  // namespace ttg::release

#include "release/testing/plan/plan_store_contract.h"

#include <thread>
#include <utility>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/plan/builders.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

void PlanStoreContract::SetUp() {
  ASSERT_THAT(store().Write([](PlanTx& tx) -> Result<void> {
    for (const int n : {1, 2}) {
      const PersonRow row = ARow({{"prison_number", n == 1 ? "A1111AA" : "A2222BB"}});
      auto [person, changes] =
          Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
      TTG_RETURN_IF_ERROR(tx.people->Save({{std::move(person), std::move(changes)}}));
    }
    return {};
  }),
              Succeeded());
}

Plan PlanStoreContract::Found(int person) {
  Plan plan(APersonId(person));
  EXPECT_THAT(store().Read([&](PlanTx& tx) -> Result<void> {
    TTG_TRY(plan, tx.plans->Find(APersonId(person)));
    return {};
  }),
              Succeeded());
  return plan;
}

Plan PlanStoreContract::Saved(const Plan& plan, const PlanChanges& changes) {
  Plan saved = plan;
  EXPECT_THAT(store().Write([&](PlanTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.plans->Find(plan.snapshot().person));
    TTG_TRY(saved, tx.plans->Save(plan, changes));
    return {};
  }),
              Succeeded());
  return saved;
}

std::vector<FiledReport> PlanStoreContract::Reports(const ReportQuery& query) {
  std::vector<FiledReport> reports;
  EXPECT_THAT(store().Read([&](PlanTx& tx) -> Result<void> {
    TTG_TRY(reports, tx.plans->ListReports(query));
    return {};
  }),
              Succeeded());
  return reports;
}

namespace {

const Act kAct = ActAt(kMonday);
const Act kLead = ActAt(kMonday, 600, "LEAD");
const ActorId kWorker = *ActorId::Parse("WORKER");

// As no version of it has been stored yet.
Plan ANewPlan() {
  Plan::Snapshot plan = APlan().snapshot();
  plan.version = 0;
  return Plan::Restore(std::move(plan));
}

std::vector<ReportId> IdsOf(const std::vector<FiledReport>& reports) {
  std::vector<ReportId> ids;
  ids.reserve(reports.size());
  for (const FiledReport& filed : reports) ids.push_back(filed.report.id);
  return ids;
}

ReportQuery All() { return {.person = APersonId(), .kind = std::nullopt, .after = ""}; }

}  // namespace

TEST_P(PlanStoreContract, BeginsEveryPlanEmpty) {
  const Plan plan = Found();
  EXPECT_TRUE(plan.snapshot() == Plan(APersonId()).snapshot());
  EXPECT_EQ(plan.snapshot().version, 0);
  EXPECT_THAT(Reports(All()), IsEmpty());
}

TEST_P(PlanStoreContract, GivesBackEveryStepOfAPlan) {
  Plan plan = ANewPlan();
  const auto check = [&](const Result<PlanChanges>& changes) {
    ASSERT_THAT(changes, Succeeded());
    const std::int64_t version = plan.snapshot().version;
    plan = Saved(plan, *changes);
    EXPECT_EQ(plan.snapshot().version, version + 1);
    EXPECT_TRUE(Found().snapshot() == plan.snapshot());
  };
  check(PlanChanges());
  check(plan.AssessPathway(Pathway::kHealth, PathwayStatus::kSupportDeclined,
                           Text("\"dim diolch\", meddai\nhi; tŷ"), kAct));
  check(plan.AssessPathway(Pathway::kHealth, PathwayStatus::kDone, Text(""), kLead));
  check(plan.RecordNeed(ANeedId(2), Pathway::kFinanceId, Text("a bank account"), kAct));
  check(plan.PlanAction(ANeedId(2), AnActionId(2), Text("find the birth certificate"), kWorker,
                        kMonday + 3, kAct));
  check(plan.PlanAction(ANeedId(), AnActionId(3), Text("ask the sister"), kWorker, kMonday, kAct));
  check(plan.ReassignAction(AnActionId(3), kLead.by, kMonday + 1, kAct));
  check(plan.CompleteAction(AnActionId(), kMonday, Text("applied"), kAct));
  check(plan.CancelAction(AnActionId(3), Text("she moved"), kLead));
  check(plan.RecordOutcome(ANeedId(), NeedOutcome::kPartlyMet, Text("a hostel"), kAct));
  check(plan.ReviewNeed(ANeedId(), false, Text("a hostel is not a home"), kLead));
  check(plan.RecordOutcome(ANeedId(), NeedOutcome::kMet, Text("a flat"), kAct));
  check(plan.ReviewNeed(ANeedId(), true, Text("seen"), kLead));
  check(plan.StartReport(AReportId(), ReportKind::kPreRelease, kAct));
}

TEST_P(PlanStoreContract, KeepsPlansApart) {
  Saved(ANewPlan());
  EXPECT_TRUE(Found(2).snapshot() == Plan(APersonId(2)).snapshot());
  Plan other(APersonId(2));
  ASSERT_THAT(other.RecordNeed(ANeedId(7), Pathway::kHealth, Text("a dentist"), kAct), Succeeded());
  Saved(other);
  EXPECT_THAT(Found(1).snapshot().needs, SizeIs(1));
  EXPECT_EQ(Found(2).snapshot().needs.front().id, ANeedId(7));
}

TEST_P(PlanStoreContract, RefusesAPlanThatHasChanged) {
  const Plan first = Saved(ANewPlan());
  Plan late = first;
  ASSERT_THAT(late.CancelAction(AnActionId(), Text("late"), kLead), Succeeded());
  const Plan second = Saved(first);
  for (const Plan& stale : {ANewPlan(), late}) {
    EXPECT_THAT(store().Write([&](PlanTx& tx) -> Result<void> {
      TTG_RETURN_IF_ERROR(tx.plans->Save(stale, {}));
      return {};
    }),
                FailsWith(ErrorKind::kStale, "PLAN_CHANGED"));
  }
  EXPECT_TRUE(Found().snapshot() == second.snapshot());
}

TEST_P(PlanStoreContract, LetsOneOfTwoFirstCommandsWin) {
  std::array<Result<void>, 2> results;
  std::vector<std::thread> threads;
  threads.reserve(results.size());
  for (Result<void>& result : results) {
    threads.emplace_back([&] {
      result = store().Write([](PlanTx& tx) -> Result<void> {
        TTG_RETURN_IF_ERROR(tx.plans->Save(ANewPlan(), {}));
        return {};
      });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(results[0].has_value(), results[1].has_value());
  EXPECT_THAT(results[0] ? results[1] : results[0], FailsWith("PLAN_CHANGED"));
  EXPECT_EQ(Found().snapshot().version, 1);
}

TEST_P(PlanStoreContract, StoresNothingWhenTheCommitFails) {
  store().FailNextCommit();
  EXPECT_THAT(store().Write([](PlanTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.plans->Save(ANewPlan(), {}));
    return {};
  }),
              FailsWith("COMMIT_FAILED"));
  EXPECT_EQ(Found().snapshot().version, 0);
}

// domain A10: a submitted report keeps the plan as it was.
TEST_P(PlanStoreContract, KeepsWhatWasSubmittedAsItWas) {
  Plan plan = Found();
  AssessTheRest(plan);
  const auto kind = ReportKind::kImmediateNeeds;
  const auto take = [&](const Result<PlanChanges>& changes) {
    ASSERT_THAT(changes, Succeeded());
    plan = Saved(plan, *changes);
  };
  take(plan.AssessPathway(Pathway::kHealth, PathwayStatus::kSupportRequired, Text(""), kAct));
  take(plan.RecordNeed(ANeedId(2), Pathway::kHealth, Text("\"tooth\"\nache; ŵ"), kAct));
  take(plan.PlanAction(ANeedId(2), AnActionId(2), Text("a dentist"), kWorker, kMonday, kAct));
  take(plan.CompleteAction(AnActionId(2), kMonday, Text("seen"), kAct));
  take(plan.RecordOutcome(ANeedId(2), NeedOutcome::kNotMet, Text("out again"), kAct));
  take(plan.ReviewNeed(ANeedId(2), false, Text("again"), kLead));
  take(plan.StartReport(AReportId(), kind, kAct));
  ASSERT_THAT(Reports(All()), SizeIs(1));
  EXPECT_FALSE(Reports(All())[0].copy);
  const Plan::Snapshot before = plan.snapshot();
  take(plan.SubmitReport(kind, kAct, std::nullopt));
  take(plan.PlanAction(ANeedId(2), AnActionId(3), Text("later"), kWorker, kMonday, kAct));
  take(plan.ReviewReport(kind, false, Text("say more"), kLead));
  const auto reports = Reports(All());
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_TRUE(reports[0].report == plan.snapshot().reports.at(kind));
  ASSERT_TRUE(reports[0].copy);
  EXPECT_TRUE((*reports[0].copy == PlanCopy{kMonday, before.pathways, before.needs}));
}

TEST_P(PlanStoreContract, ListsReportsNewestFirstAndPageByPage) {
  Plan plan = Found();
  AssessTheRest(plan);
  const auto take = [&](const Result<PlanChanges>& changes) {
    ASSERT_THAT(changes, Succeeded());
    plan = Saved(plan, *changes);
  };
  const auto kind = ReportKind::kImmediateNeeds;
  for (int version = 1; version <= 2; ++version) {
    take(plan.StartReport(AReportId(version), kind, kAct));
    take(plan.SubmitReport(kind, kAct, std::nullopt));
    take(plan.ReviewReport(kind, true, Text(""), kLead));
  }
  take(plan.StartReport(AReportId(3), ReportKind::kPreRelease, kAct));
  EXPECT_THAT(IdsOf(Reports(All())), ElementsAre(AReportId(3), AReportId(2), AReportId(1)));
  ReportQuery query = All();
  query.kind = kind;
  query.limit = 1;
  EXPECT_THAT(IdsOf(Reports(query)), ElementsAre(AReportId(2)));
  query.after = AReportId(2).str();
  EXPECT_THAT(IdsOf(Reports(query)), ElementsAre(AReportId(1)));
  query = All();
  query.person = APersonId(2);
  EXPECT_THAT(Reports(query), IsEmpty());
  EXPECT_EQ(Found().snapshot().reports.at(kind).id, AReportId(2));
}

TEST_P(PlanStoreContract, AnnouncesWithTheNewVersion) {
  Plan plan = Found();
  AssessTheRest(plan);
  ASSERT_THAT(plan.StartReport(AReportId(), ReportKind::kPreRelease, kAct), Succeeded());
  plan = Saved(plan);
  const auto changes = plan.SubmitReport(ReportKind::kPreRelease, kAct, std::nullopt);
  ASSERT_THAT(changes, Succeeded());
  Saved(plan, *changes);
  const auto announced = bound_.announced();
  ASSERT_FALSE(announced.empty());
  EXPECT_EQ(announced.back().version, 2);
  EXPECT_EQ(announced.back().event, changes->events.front());
}

}  // namespace ttg::release::testing

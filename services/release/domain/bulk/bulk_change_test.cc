#include "release/domain/bulk/bulk_change.h"

#include <functional>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"

namespace ttg::release {
namespace {

using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const ActorId kRunner = *ActorId::Parse("RUNNER");

BulkChange AJob(BulkChangeState state) {
  return BulkChange::Restore({.id = *BulkChangeId::Parse(testing::APersonId(50).str()),
                              .version = 1,
                              .kind = BulkChangeKind::kCalendar,
                              .state = state,
                              .label = "SDS40 tranche 2",
                              .reason = "early release",
                              .organisation = *OrganisationId::Parse("HMPPS"),
                              .prepared_by = *ActorId::Parse("TESTER"),
                              .prepared_at = testing::At(testing::kMonday),
                              .calendar_version = "v1",
                              .cursor = "somebody"});
}

// Every state against every verb (domain A7). The reason of the refusal; empty: it succeeds.
struct Step {
  const char* name;
  std::function<Result<void>(BulkChange&)> act;
  BulkChangeState leads_to;
  std::map<BulkChangeState, std::string> refused;
};

class BulkChangeStep : public ::testing::TestWithParam<Step> {};

TEST_P(BulkChangeStep, IsPossibleInItsStatesOnly) {
  using enum BulkChangeState;
  for (const BulkChangeState state :
       {kPreparing, kPrepared, kRunning, kStopped, kFinished, kDiscarded}) {
    BulkChange job = AJob(state);
    const auto done = GetParam().act(job);
    const auto refusal = GetParam().refused.find(state);
    if (refusal == GetParam().refused.end()) {
      EXPECT_THAT(done, Succeeded()) << ToString(state);
      EXPECT_EQ(job.snapshot().state, GetParam().leads_to) << ToString(state);
    } else {
      EXPECT_THAT(done, FailsWith(ErrorKind::kPrecondition, refusal->second)) << ToString(state);
      EXPECT_EQ(job.snapshot().state, state);
    }
  }
}

std::map<BulkChangeState, std::string> AllBut(BulkChangeState one, const std::string& reason) {
  using enum BulkChangeState;
  std::map<BulkChangeState, std::string> refused;
  for (const BulkChangeState state :
       {kPreparing, kPrepared, kRunning, kStopped, kFinished, kDiscarded}) {
    if (state != one) refused[state] = reason;
  }
  return refused;
}

INSTANTIATE_TEST_SUITE_P(
    DomainA7, BulkChangeStep,
    ::testing::Values(
        Step{"FinishPreparing", [](BulkChange& job) { return job.FinishPreparing(); },
             BulkChangeState::kPrepared,
             AllBut(BulkChangeState::kPreparing, "BULK_CHANGE_NOT_PREPARING")},
        Step{"Run",
             [](BulkChange& job) { return job.Run(kRunner, Scope(), "v1"); },
             BulkChangeState::kRunning,
             {{BulkChangeState::kPreparing, "BULK_CHANGE_NOT_PREPARED"},
              {BulkChangeState::kRunning, "BULK_CHANGE_RUNS_ALREADY"},
              {BulkChangeState::kFinished, "BULK_CHANGE_OVER"},
              {BulkChangeState::kDiscarded, "BULK_CHANGE_OVER"}}},
        Step{"Stop", [](BulkChange& job) { return job.Stop(); }, BulkChangeState::kStopped,
             AllBut(BulkChangeState::kRunning, "BULK_CHANGE_NOT_RUNNING")},
        Step{"Finish", [](BulkChange& job) { return job.Finish(testing::At(testing::kMonday)); },
             BulkChangeState::kFinished,
             AllBut(BulkChangeState::kRunning, "BULK_CHANGE_NOT_RUNNING")},
        Step{"Discard",
             [](BulkChange& job) { return job.Discard(); },
             BulkChangeState::kDiscarded,
             {{BulkChangeState::kRunning, "BULK_CHANGE_HAS_RUN"},
              {BulkChangeState::kStopped, "BULK_CHANGE_HAS_RUN"},
              {BulkChangeState::kFinished, "BULK_CHANGE_HAS_RUN"},
              {BulkChangeState::kDiscarded, "BULK_CHANGE_OVER"}}}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(BulkChange, RunsForWhoStartsItAndByTheCalendarOfItsDryRun) {
  BulkChange job = AJob(BulkChangeState::kPrepared);
  Scope reach;
  reach.prisons.all = true;
  EXPECT_THAT(job.Run(kRunner, reach, "v2"), FailsWith("CALENDAR_REPLACED"));
  EXPECT_THAT(job.Run(kRunner, reach, "v1"), Succeeded());
  EXPECT_EQ(job.snapshot().run_by, kRunner);
  EXPECT_TRUE(job.snapshot().reach.prisons.all);
  // A run that was stopped goes on by the calendar in force.
  EXPECT_THAT(job.Stop(), Succeeded());
  EXPECT_THAT(job.Run(kRunner, reach, "v2"), Succeeded());
  EXPECT_EQ(job.HistoryReason(), "SDS40 tranche 2: early release");
}

TEST(BulkChange, BeginsItsRunWithTheFirstPerson) {
  BulkChange job = AJob(BulkChangeState::kPreparing);
  EXPECT_THAT(job.FinishPreparing(), Succeeded());
  EXPECT_EQ(job.snapshot().cursor, "");
}

TEST(TrancheRow, IsReadAsTheFileGivesIt) {
  const BulkChangeRow row = ParseTrancheRow(7, {" a1234bc ", "crd", "2027-01-12", "SDS40"});
  EXPECT_EQ(row.state, BulkChangeRowState::kPending);
  EXPECT_EQ(row.line, 7);
  EXPECT_EQ(row.prison_number.Reveal(), "A1234BC");
  EXPECT_EQ(row.type, DateType::kCrd);
  EXPECT_EQ(row.date, Date(2027, 1, 12));
  EXPECT_EQ(row.regime, "SDS40");
}

struct Fault {
  std::vector<std::string> fields;
  std::string column;
  std::string reason;
};

class TrancheFault : public ::testing::TestWithParam<Fault> {};

TEST_P(TrancheFault, IsRefusedWithItsColumnAndReason) {
  const BulkChangeRow row = ParseTrancheRow(2, GetParam().fields);
  EXPECT_EQ(row.state, BulkChangeRowState::kRefused);
  EXPECT_EQ(row.column, GetParam().column);
  EXPECT_EQ(row.refusal, GetParam().reason);
  EXPECT_FALSE(row.message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    DomainA7, TrancheFault,
    ::testing::Values(
        Fault{{"1234", "CRD", "2027-01-12", ""}, "prison_number", "PRISON_NUMBER_MALFORMED"},
        Fault{{"", "CRD", "2027-01-12", ""}, "prison_number", "PRISON_NUMBER_MALFORMED"},
        Fault{{"A1234BC", "XYZ", "2027-01-12", ""}, "date_type", "DATE_TYPE_UNKNOWN"},
        Fault{{"A1234BC", "CONFIRMED", "2027-01-12", ""}, "date_type", "CONFIRMED_NOT_HERE"},
        Fault{{"A1234BC", "CRD", "12/01/2027", ""}, "date", "DATE_NOT_ISO"},
        Fault{{"A1234BC", "CRD", "", ""}, "date", "DATE_NOT_ISO"},
        Fault{{"A1234BC", "CRD", "2027-02-30", ""}, "date", "DATE_IMPOSSIBLE"},
        Fault{{"A1234BC", "CRD", "2027-01-12", "a\nb"}, "regime", "REGIME_MALFORMED"},
        // The first column that is wrong.
        Fault{{"1234", "XYZ", "never", ""}, "prison_number", "PRISON_NUMBER_MALFORMED"}));

TEST(TrancheRow, KeepsOfAFaultyNumberWhatFitsOnALine) {
  const BulkChangeRow row =
      ParseTrancheRow(2, {"a\x1f\x1e\nb" + std::string(63, 'x') + "é", "CRD", "2027-01-12", ""});
  EXPECT_EQ(row.prison_number.Reveal(), "a   b" + std::string(59, 'x'));
  EXPECT_EQ(ParseTrancheRow(2, {std::string(63, 'x') + "é", "", "", ""}).prison_number.Reveal(),
            std::string(63, 'x'));
}

TEST(TrancheRow, MayGiveADateOfAPersonOnce) {
  std::vector<BulkChangeRow> rows = {ParseTrancheRow(2, {"A1234BC", "CRD", "2027-01-12", ""}),
                                     ParseTrancheRow(3, {"A1234BC", "ARD", "2027-01-12", ""}),
                                     ParseTrancheRow(4, {"a1234bc", "crd", "2027-01-13", ""}),
                                     ParseTrancheRow(5, {"A1234BD", "CRD", "2027-01-12", ""})};
  RefuseRepeatedRows(rows);
  for (const BulkChangeRow& row : rows) {
    EXPECT_EQ(row.refusal, row.line == 4 ? "DATE_TYPE_REPEATED" : "");
  }
}

}  // namespace
}  // namespace ttg::release

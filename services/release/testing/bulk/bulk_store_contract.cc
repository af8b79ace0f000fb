#include "release/testing/bulk/bulk_store_contract.h"

#include <utility>

#include <fmt/format.h>

#include "platform/testing/matchers.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

namespace {

const Date kThursday(2026, 12, 3);

// The calendar as corrected: Thursday 3 December 2026 is a bank holiday too.
WorkingDays Corrected() {
  std::set<Date> holidays = {kThursday};
  for (Date day(2024, 1, 1); day <= Date(2028, 12, 31); ++day) {
    const absl::Weekday weekday = absl::GetWeekday(day);
    const bool weekend = weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
    if (!weekend && !EnglandAndWales().IsWorkingDay(day)) holidays.insert(day);
  }
  return WorkingDays("corrected", Date(2012, 1, 1), Date(2028, 12, 31), std::move(holidays));
}

std::vector<std::int64_t> LinesOf(const std::vector<BulkChangeRow>& rows) {
  std::vector<std::int64_t> lines;
  lines.reserve(rows.size());
  for (const BulkChangeRow& row : rows) lines.push_back(row.line);
  return lines;
}

std::vector<BulkChangeRowState> StatesOf(const std::vector<BulkChangeRow>& rows) {
  std::vector<BulkChangeRowState> states;
  states.reserve(rows.size());
  for (const BulkChangeRow& row : rows) states.push_back(row.state);
  return states;
}

}  // namespace

void BulkStoreContract::Write(const std::function<Result<void>(DateStores&)>& work) {
  ASSERT_THAT(bound_.runner->Write(work), Succeeded());
}

void BulkStoreContract::Read(const std::function<Result<void>(DateStores&)>& work) {
  ASSERT_THAT(bound_.runner->Read(work), Succeeded());
}

std::string BulkStoreContract::Number(int n) {
  return fmt::format("A{:04}{}{}", n % 10000, static_cast<char>('A' + n / 10000), 'Z');
}

void BulkStoreContract::Register(int from, int to, const Cells& cells) {
  Write([&](DateStores& tx) -> Result<void> {
    std::vector<PersonChange> people;
    for (int n = from; n <= to; ++n) {
      Cells own = cells;
      own["prison_number"] = Number(n);
      own["family_name"] = fmt::format("Example{}", n);
      const PersonRow row = ARow(own);
      auto [person, changes] = Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday),
                                                *calendar_.Current());
      people.push_back({std::move(person), std::move(changes)});
    }
    TTG_RETURN_IF_ERROR(tx.people->Save(std::move(people)));
    return {};
  });
}

Person BulkStoreContract::Find(int n) {
  std::optional<Person> person;
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(person, tx.people->Find(APersonId(n)));
    return {};
  });
  return *person;
}

BulkChangeRow BulkStoreContract::Row(std::int64_t line, int n, const std::string& date,
                                     const std::string& type) {
  return ParseTrancheRow(line, {Number(n), type, date, "SDS40"});
}

BulkChange BulkStoreContract::Prepare(BulkChangeKind kind, std::vector<BulkChangeRow> rows) {
  std::optional<BulkChange> job;
  Write([&](DateStores& tx) -> Result<void> {
    TTG_TRY(job, use_cases_.prepare(*tx.jobs, *bound_.call,
                                    {kind, "SDS40 tranche 2", "early release", std::move(rows)}));
    return {};
  });
  return *job;
}

BulkChange BulkStoreContract::Job(const BulkChange& job) {
  std::optional<BulkChange> now;
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(now, tx.jobs->Find(job.id()));
    return {};
  });
  return *now;
}

BulkChange BulkStoreContract::DryRun(const BulkChange& job) {
  BulkChange now = Job(job);
  while (now.snapshot().state == BulkChangeState::kPreparing) {
    BulkDryRun found;
    Read([&](DateStores& tx) -> Result<void> {
      TTG_TRY(found, use_cases_.dry_run(*tx.people, *tx.jobs, now));
      return {};
    });
    Write([&](DateStores& tx) { return use_cases_.keep_dry_run(*tx.jobs, now, found); });
    now = Job(job);
  }
  return now;
}

BulkChange BulkStoreContract::Run(const BulkChange& job) {
  std::optional<BulkChange> running;
  Write([&](DateStores& tx) -> Result<void> {
    TTG_TRY(running, use_cases_.run(*tx.jobs, *bound_.call, {job.id(), job.snapshot().version}));
    return {};
  });
  return *running;
}

Result<BulkStep> BulkStoreContract::Step(const BulkChange& job) {
  BulkStep step;
  const auto done = bound_.runner->Write([&](DateStores& tx) -> Result<void> {
    TTG_TRY(step, use_cases_.apply(*tx.people, *tx.jobs, *bound_.call, job));
    return {};
  });
  if (!done) return done.error();
  return step;
}

BulkChange BulkStoreContract::RunToTheEnd(const BulkChange& job) {
  BulkChange now = Job(job);
  while (now.snapshot().state == BulkChangeState::kRunning) {
    const auto step = Step(now);
    EXPECT_THAT(step, Succeeded());
    if (step->no_rows_left && now.snapshot().kind == BulkChangeKind::kCalendar) {
      CalendarSweep sweep;
      Read([&](DateStores& tx) -> Result<void> {
        TTG_TRY(sweep, use_cases_.sweep(*tx.people, *tx.jobs, now));
        return {};
      });
      Write([&](DateStores& tx) -> Result<void> {
        TTG_RETURN_IF_ERROR(use_cases_.sweep.Keep(*tx.people, *tx.jobs, *bound_.call, now, sweep));
        return {};
      });
    }
    now = Job(job);
  }
  return now;
}

std::vector<BulkChangeRow> BulkStoreContract::Rows(const BulkChangeRowQuery& query) {
  std::vector<BulkChangeRow> rows;
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(rows, tx.jobs->ListRows(query));
    return {};
  });
  return rows;
}

std::vector<DateChangeLine> BulkStoreContract::History(int n) {
  std::vector<DateChangeLine> lines;
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(lines, tx.dates->ListDateChanges({.person = APersonId(n)}));
    return {};
  });
  return lines;
}

std::vector<UrgentTask> BulkStoreContract::Urgent(const UrgentTaskQuery& query, Date today) {
  std::vector<UrgentTask> tasks;
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(tasks, tx.dates->ListUrgentTasks(query, today));
    return {};
  });
  return tasks;
}

// Domain A7: a dry run lists who moves, from when to when, before anything is written.
TEST_P(BulkStoreContract, ADryRunListsWhoMovesAndWritesNothingToAnybody) {
  Register(1, 4);
  const BulkChange job =
      DryRun(Prepare(BulkChangeKind::kTranche,
                     {Row(2, 1, "2027-01-12"), Row(3, 2, "2026-12-04"), Row(4, 9, "2027-01-12"),
                      Row(5, 3, "12.1.2027"), Row(6, 4, "2027-01-12"),
                      Row(7, 4, "2027-01-14", "ARD"), Row(8, 4, "2027-01-13")}));
  EXPECT_EQ(job.snapshot().state, BulkChangeState::kPrepared);
  EXPECT_EQ(job.snapshot().progress, (BulkProgress{.rows = 7, .moving = 3, .refused = 3}));
  const auto rows = Rows({.job = job.id()});
  ASSERT_THAT(LinesOf(rows), ElementsAre(2, 3, 4, 5, 6, 7, 8));
  EXPECT_EQ(rows[0].person, APersonId(1));
  EXPECT_EQ(rows[0].before, kThursday);
  EXPECT_EQ(rows[0].after, Date(2027, 1, 12));
  EXPECT_FALSE(rows[1].IsMoving());
  EXPECT_EQ(rows[2].refusal, "PERSON_NOT_FOUND");
  EXPECT_EQ(rows[3].refusal, "DATE_NOT_ISO");
  EXPECT_EQ(rows[3].column, "date");
  // The second row of one person follows on the first.
  EXPECT_EQ(rows[5].before, Date(2027, 1, 12));
  EXPECT_EQ(rows[5].after, Date(2027, 1, 14));
  EXPECT_EQ(rows[6].refusal, "DATE_TYPE_REPEATED");
  EXPECT_THAT(LinesOf(Rows({.job = job.id(), .moving_only = true})), ElementsAre(2, 6, 7));
  EXPECT_THAT(LinesOf(Rows({.job = job.id(), .state = BulkChangeRowState::kRefused, .limit = 2})),
              ElementsAre(4, 5));
  EXPECT_THAT(LinesOf(Rows({.job = job.id(), .after_line = 6})), ElementsAre(7, 8));
  for (const int n : {1, 2, 3, 4}) {
    EXPECT_EQ(Find(n).snapshot().version, 1);
    EXPECT_THAT(History(n), IsEmpty());
  }
}

// Domain A7.
TEST_P(BulkStoreContract, ARunMovesEverybodyOnceWithTheJobsReason) {
  Register(1, 4);
  const BulkChange prepared = DryRun(
      Prepare(BulkChangeKind::kTranche, {Row(2, 1, "2027-01-12"), Row(3, 9, "2027-01-12"),
                                         Row(4, 4, "2027-01-12"), Row(5, 4, "2027-01-14", "ARD")}));
  // Somebody changes meanwhile: computed anew, not refused.
  Write([&](DateStores& tx) -> Result<void> {
    TTG_TRY(Person person, tx.people->Find(APersonId(1)));
    TTG_TRY(auto changes, person.SetDates({{.type = DateType::kArd, .date = Date(2027, 2, 9)}},
                                          "court", ActAt(kMonday), *calendar_.Current()));
    TTG_RETURN_IF_ERROR(tx.people->Save({{person, changes}}));
    return {};
  });
  bound_.call->actor = *ActorId::Parse("RUNNER");
  const BulkChange finished = RunToTheEnd(Run(prepared));
  EXPECT_EQ(finished.snapshot().state, BulkChangeState::kFinished);
  EXPECT_EQ(finished.snapshot().run_by, *ActorId::Parse("RUNNER"));
  EXPECT_EQ(finished.snapshot().finished_at, clock_.Now());
  EXPECT_EQ(finished.snapshot().progress,
            (BulkProgress{.rows = 4, .moving = 3, .refused = 1, .done = 3}));
  EXPECT_THAT(StatesOf(Rows({.job = finished.id()})),
              ElementsAre(BulkChangeRowState::kApplied, BulkChangeRowState::kRefused,
                          BulkChangeRowState::kApplied, BulkChangeRowState::kApplied));
  EXPECT_EQ(Find(1).snapshot().release_day.date, Date(2027, 2, 9));
  EXPECT_EQ(Find(4).snapshot().release_day.date, Date(2027, 1, 14));
  EXPECT_EQ(Find(4).snapshot().version, 2);
  const auto history = History(4);
  ASSERT_THAT(history, SizeIs(2));
  for (const DateChangeLine& line : history) {
    EXPECT_EQ(line.change.reason, "SDS40 tranche 2: early release");
    EXPECT_EQ(line.change.changed_by, *ActorId::Parse("RUNNER"));
    EXPECT_EQ(line.change.release_date_before, kThursday);
    EXPECT_EQ(line.change.release_date_after, Date(2027, 1, 14));
    EXPECT_EQ(line.change.current->regime, "SDS40");
  }
  // The same file again: they have it already.
  const BulkChange again =
      RunToTheEnd(Run(DryRun(Prepare(BulkChangeKind::kTranche, {Row(2, 4, "2027-01-12")}))));
  EXPECT_THAT(StatesOf(Rows({.job = again.id()})), ElementsAre(BulkChangeRowState::kUnchanged));
  EXPECT_EQ(Find(4).snapshot().version, 2);
}

// Domain A7: stopped after the group in hand, resumed where it was.
TEST_P(BulkStoreContract, AStoppedRunGoesOnWhereItWasAndDoesNothingTwice) {
  constexpr int kPeople = 230;
  Register(1, kPeople);
  std::vector<BulkChangeRow> rows;
  rows.reserve(kPeople);
  for (int n = 1; n <= kPeople; ++n) rows.push_back(Row(n + 1, n, "2027-01-12"));
  const BulkChange running = Run(DryRun(Prepare(BulkChangeKind::kTranche, std::move(rows))));
  ASSERT_THAT(Step(running), Succeeded());
  EXPECT_EQ(Job(running).snapshot().progress.done, 200);
  // Progress is no new version: who reads the job may stop it with what was read before.
  EXPECT_EQ(Job(running).snapshot().version, running.snapshot().version);
  std::optional<BulkChange> stopped;
  Write([&](DateStores& tx) -> Result<void> {
    TTG_TRY(stopped,
            use_cases_.stop(*tx.jobs, *bound_.call, {running.id(), running.snapshot().version}));
    return {};
  });
  EXPECT_THAT(Step(running), FailsWith(ErrorKind::kStale, "BULK_CHANGE_CHANGED"));
  EXPECT_EQ(Job(running).snapshot().progress.done, 200);

  const BulkChange resumed = Run(*stopped);
  // A commit that fails leaves everything as it was.
  bound_.runner->FailNextCommit();
  EXPECT_THAT(Step(resumed), FailsWith("COMMIT_FAILED"));
  EXPECT_EQ(Job(running).snapshot().progress.done, 200);
  EXPECT_EQ(RunToTheEnd(resumed).snapshot().progress.done, kPeople);
  for (int n = 1; n <= kPeople; n += 17) {
    EXPECT_EQ(Find(n).snapshot().version, 2);
    EXPECT_EQ(Find(n).snapshot().release_day.date, Date(2027, 1, 12));
    EXPECT_THAT(History(n), SizeIs(1));
  }
}

// Domain A3, A7: the calendar is replaced while the service runs, with a list of who moves.
TEST_P(BulkStoreContract, ACorrectedCalendarMovesThoseWhomItListsAndStampsTheOthers) {
  Register(1, 2);
  Register(3, 3, {{"crd", "2027-01-12"}});
  Register(4, 4, {{"hdcad", "2026-12-03"}});
  calendar_.Replace(Corrected());
  Register(5, 5);
  const BulkChange prepared = DryRun(Prepare(BulkChangeKind::kCalendar, {}));
  EXPECT_EQ(prepared.snapshot().calendar_version, "corrected");
  EXPECT_EQ(prepared.snapshot().progress, (BulkProgress{.rows = 2, .moving = 2}));
  const auto rows = Rows({.job = prepared.id()});
  ASSERT_THAT(LinesOf(rows), ElementsAre(1, 2));
  EXPECT_EQ(rows[0].person, APersonId(1));
  EXPECT_EQ(rows[0].before, kThursday);
  // Friday 4 December follows a holiday now; the eligible day before both is Tuesday 1 December.
  EXPECT_EQ(rows[0].after, Date(2026, 12, 1));
  EXPECT_EQ(Find(1).snapshot().release_day.date, kThursday);

  const BulkChange finished = RunToTheEnd(Run(prepared));
  EXPECT_EQ(finished.snapshot().state, BulkChangeState::kFinished);
  EXPECT_EQ(Find(1).snapshot().release_day.date, Date(2026, 12, 1));
  ASSERT_THAT(History(1), SizeIs(1));
  EXPECT_TRUE(History(1).front().change.IsMaterial());
  for (const int n : {1, 2, 3, 4, 5}) {
    EXPECT_EQ(Find(n).snapshot().release_day.calendar_version, "corrected") << n;
  }
  // Nothing of theirs has changed but the version of the calendar.
  EXPECT_EQ(Find(3).snapshot().version, 1);
  EXPECT_THAT(History(3), IsEmpty());
  // The day of the fourth stands, and is a holiday now.
  EXPECT_EQ(Find(4).snapshot().release_day.date, kThursday);
  EXPECT_TRUE(Find(4).snapshot().release_day.warnings.contains(ReleaseDayWarning::kNonWorkingDay));
  EXPECT_THAT(History(4), IsEmpty());
}

TEST_P(BulkStoreContract, ARunOfACalendarMovesNobodyWhomTheDryRunDidNotList) {
  Register(1, 1);
  calendar_.Replace(Corrected());
  const BulkChange prepared = DryRun(Prepare(BulkChangeKind::kCalendar, {}));
  // Somebody whose day was computed by the old calendar comes in between, from another replica.
  calendar_.Replace(EnglandAndWales());
  Register(2, 2);
  calendar_.Replace(Corrected());
  RunToTheEnd(Run(prepared));
  EXPECT_EQ(Find(1).snapshot().release_day.date, Date(2026, 12, 1));
  EXPECT_EQ(Find(2).snapshot().release_day.date, kThursday);
  const BulkChange next = DryRun(Prepare(BulkChangeKind::kCalendar, {}));
  ASSERT_THAT(Rows({.job = next.id()}), SizeIs(1));
  EXPECT_EQ(Rows({.job = next.id()}).front().person, APersonId(2));
  // The calendar is replaced once more: that dry run is of another one.
  calendar_.Replace(EnglandAndWales());
  EXPECT_THAT(bound_.runner->Write([&](DateStores& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        use_cases_.run(*tx.jobs, *bound_.call, {next.id(), next.snapshot().version}));
    return {};
  }),
              FailsWith(ErrorKind::kPrecondition, "CALENDAR_REPLACED"));
}

TEST_P(BulkStoreContract, AJobReachesAndShowsOnlyWhomItsCallerReaches) {
  Register(1, 1);
  Register(2, 2, {{"prison_id", "OWI"}, {"delivery_unit", "N52STFS"}});
  const Scope everything = bound_.call->scope;
  Scope birmingham;
  birmingham.organisations.all = true;
  birmingham.prisons.some = {*PrisonId::Parse("BMI")};
  bound_.call->scope = birmingham;
  bound_.call->actor = *ActorId::Parse("LEAD");
  const BulkChange job =
      DryRun(Prepare(BulkChangeKind::kTranche, {Row(2, 1, "2027-01-12"), Row(3, 2, "2027-01-12")}));
  EXPECT_THAT(StatesOf(Rows({.job = job.id()})),
              ElementsAre(BulkChangeRowState::kPending, BulkChangeRowState::kRefused));
  // Another lead of the same prison sees whom they reach, and not who was looked for.
  bound_.call->actor = *ActorId::Parse("OTHER");
  EXPECT_THAT(LinesOf(Rows({.job = job.id()})), ElementsAre(2));
  bound_.call->scope.prisons.some = {*PrisonId::Parse("OWI")};
  EXPECT_THAT(Rows({.job = job.id()}), IsEmpty());
  // Who runs it reaches nobody in it.
  const BulkChange finished = RunToTheEnd(Run(job));
  EXPECT_EQ(finished.snapshot().progress.refused, 2);
  bound_.call->scope = everything;
  EXPECT_EQ(Find(1).snapshot().version, 1);
  bound_.call->scope.organisations = {.all = false, .some = {*OrganisationId::Parse("OTHER")}};
  EXPECT_THAT(bound_.runner->Read([&](DateStores& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.jobs->Find(job.id()));
    return {};
  }),
              FailsWith(ErrorKind::kNotFound, "BULK_CHANGE_NOT_FOUND"));
}

TEST_P(BulkStoreContract, ListsJobsNewestFirstAndFindsTheOldestThatIsOpen) {
  const BulkChange first = Prepare(BulkChangeKind::kCalendar, {});
  const BulkChange second = Prepare(BulkChangeKind::kCalendar, {});
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(const auto page, tx.jobs->List({.limit = 1}));
    EXPECT_EQ(page.front().id(), second.id());
    TTG_TRY(const auto rest, tx.jobs->List({.after = second.id().str()}));
    EXPECT_EQ(rest.front().id(), first.id());
    TTG_TRY(const auto open, tx.jobs->FindOpen());
    EXPECT_EQ(open->id(), first.id());
    return {};
  });
  DryRun(first);
  Write([&](DateStores& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(use_cases_.discard(*tx.jobs, *bound_.call, {second.id(), 1}));
    TTG_TRY(const auto open, tx.jobs->FindOpen());
    EXPECT_FALSE(open);
    EXPECT_THAT(use_cases_.discard(*tx.jobs, *bound_.call, {second.id(), 1}),
                FailsWith("BULK_CHANGE_CHANGED"));
    return {};
  });
}

// Domain A7: who changed which date, when and why.
TEST_P(BulkStoreContract, KeepsTheHistoryOfDatesWithSourceTimeAndRegime) {
  Register(1, 1);
  const WorkingDays& calendar = *calendar_.Current();
  const auto set = [&](DateType type, Date day, const std::string& regime, int minutes) {
    Write([&](DateStores& tx) -> Result<void> {
      TTG_TRY(Person person, tx.people->Find(APersonId(1)));
      const Act act = ActAt(kMonday, minutes);
      TTG_TRY(auto changes, person.SetDates({{.type = type, .date = day, .regime = regime}},
                                            "court", act, calendar));
      TTG_RETURN_IF_ERROR(tx.people->Save({{person, changes}}));
      return {};
    });
  };
  set(DateType::kCrd, Date(2027, 1, 12), "SDS40", 600);
  set(DateType::kPed, Date(2026, 12, 1), "", 610);
  set(DateType::kCrd, Date(2027, 2, 9), "SDS43", 620);
  const auto lines = History(1);
  ASSERT_THAT(lines, SizeIs(3));
  const DateChange& newest = lines.front().change;
  EXPECT_EQ(newest.previous,
            (SentenceDate{Date(2027, 1, 12), std::nullopt, "TESTER", At(kMonday, 600), "SDS40"}));
  EXPECT_EQ(newest.current,
            (SentenceDate{Date(2027, 2, 9), std::nullopt, "TESTER", At(kMonday, 620), "SDS43"}));
  EXPECT_EQ(newest.changed_at, At(kMonday, 620));
  EXPECT_EQ(newest.reason, "court");
  EXPECT_FALSE(lines[1].change.IsMaterial());
  EXPECT_EQ(lines[2].change.previous->source, "IMPORT");
  Read([&](DateStores& tx) -> Result<void> {
    TTG_TRY(const auto material,
            tx.dates->ListDateChanges({.person = APersonId(1), .material_only = true, .limit = 1}));
    EXPECT_EQ(material.front().change, newest);
    TTG_TRY(const auto older,
            tx.dates->ListDateChanges(
                {.person = APersonId(1), .material_only = true, .after = material.front().at}));
    EXPECT_EQ(older.size(), 1U);
    EXPECT_EQ(older.front().change, lines[2].change);
    return {};
  });
}

// Domain A5: each warning is an urgent task, the longest-standing first.
TEST_P(BulkStoreContract, ListsUrgentTasksLongestStandingFirst) {
  Register(1, 1);                                              // released on 3 December
  Register(2, 2, {{"confirmed_release_date", "2026-12-06"}});  // a Sunday after the lawful day
  Register(3, 3, {{"crd", "2026-11-24"}, {"prison_id", "OWI"}, {"delivery_unit", "N52STFS"}});
  Register(4, 4, {{"date_of_birth", "2009-06-01"}});  // not yet 18
  const auto names = [](const std::vector<UrgentTask>& tasks) {
    std::vector<std::string> all;
    all.reserve(tasks.size());
    for (const UrgentTask& task : tasks) {
      all.push_back(fmt::format("{} {} {}", FormatDate(task.since), task.person.str().back(),
                                ToString(task.warning)));
    }
    return all;
  };
  EXPECT_THAT(names(Urgent()),
              ElementsAre("2026-11-23 2 AFTER_LAWFUL_DAY", "2026-11-23 2 NON_WORKING_DAY",
                          "2026-11-23 4 UNDER_EIGHTEEN_DECISION"));
  const Date later(2026, 11, 26);
  EXPECT_THAT(names(Urgent({}, later)),
              ElementsAre("2026-11-23 2 AFTER_LAWFUL_DAY", "2026-11-23 2 NON_WORKING_DAY",
                          "2026-11-23 4 UNDER_EIGHTEEN_DECISION", "2026-11-25 3 HELD_PAST_DUE"));
  // Page by page, between two tasks of one person and day as well.
  std::vector<std::string> paged;
  UrgentTaskQuery query{.limit = 1};
  for (auto page = Urgent(query, later); !page.empty(); page = Urgent(query, later)) {
    paged.push_back(names(page).front());
    query.after =
        UrgentTaskCursor{page.front().since, page.front().person.str(), page.front().warning};
  }
  EXPECT_EQ(paged, names(Urgent({}, later)));
  EXPECT_THAT(names(Urgent({.prison = *PrisonId::Parse("OWI")}, later)),
              ElementsAre("2026-11-25 3 HELD_PAST_DUE"));
  EXPECT_THAT(Urgent({.owner = *ActorId::Parse("nobody")}, later), IsEmpty());
  EXPECT_THAT(Urgent({.delivery_unit = *DeliveryUnit::Parse("N52STFS"),
                      .warning = ReleaseDayWarning::kNonWorkingDay},
                     later),
              IsEmpty());
  bound_.call->scope.prisons = {.all = false, .some = {*PrisonId::Parse("OWI")}};
  bound_.call->scope.delivery_units = {};
  EXPECT_THAT(names(Urgent({}, later)), ElementsAre("2026-11-25 3 HELD_PAST_DUE"));
}

// Domain A5: only the fact ends it; the hold that is lifted brings it back.
TEST_P(BulkStoreContract, AnUrgentTaskEndsWithItsFactAndComesBackWithoutIt) {
  Register(1, 1, {{"crd", "2026-11-24"}});
  const Date later(2026, 11, 26);
  const auto change = [&](const std::function<Result<Changes>(Person&)>& verb) {
    Write([&](DateStores& tx) -> Result<void> {
      TTG_TRY(Person person, tx.people->Find(APersonId(1)));
      TTG_TRY(auto changes, verb(person));
      TTG_RETURN_IF_ERROR(tx.people->Save({{person, changes}}));
      return {};
    });
  };
  const Act act = ActAt(later);
  ASSERT_THAT(Urgent({}, later), SizeIs(1));
  change([&](Person& person) {
    return person.RecordHold({HoldKind::kRemand, "court", later, act.by}, act);
  });
  EXPECT_THAT(Urgent({}, later), IsEmpty());
  const Act governor = ActAt(later, 600, "GOVERNOR");
  change([&](Person& person) { return person.LiftHold(HoldKind::kRemand, "ended", governor); });
  ASSERT_THAT(Urgent({}, later), SizeIs(1));
  EXPECT_EQ(Urgent({}, later).front().since, Date(2026, 11, 25));
  // Who recorded it, who ended it, when and why stay.
  EXPECT_THAT(Find(1).snapshot().holds, IsEmpty());
  ASSERT_THAT(Find(1).snapshot().lifted_holds, SizeIs(1));
  EXPECT_EQ(
      Find(1).snapshot().lifted_holds.front(),
      (LiftedHold{{HoldKind::kRemand, "court", later, act.by}, governor.at, governor.by, "ended"}));
  change([&](Person& person) {
    return person.SetDates({{.type = DateType::kCrd, .date = Date(2027, 1, 12)}}, "court", act,
                           *calendar_.Current());
  });
  EXPECT_THAT(Urgent({}, later), IsEmpty());
}

}  // namespace ttg::release::testing

#include "release/app/bulk/apply_bulk_change.h"

#include <unordered_map>
#include <utility>

#include "release/app/bulk/bulk_rows.h"

namespace ttg::release {
namespace {

constexpr int kRowsAtOnce = 200;
constexpr int kPeopleAtOnce = 1000;

using RowsOfAPerson = std::vector<BulkChangeRow*>;

void RefuseAll(const RowsOfAPerson& rows, const Error& error) {
  for (BulkChangeRow* row : rows) row->Refuse(error.reason, "prison_number", error.message);
}

// Enters the dates of a tranche; what became of each row stands in it then.
Changes EnterDates(Person& person, const std::string& reason, const Act& act,
                   const WorkingDays& calendar, const RowsOfAPerson& rows) {
  std::vector<DateEntry> entries;
  RowsOfAPerson entered;
  for (BulkChangeRow* row : rows) {
    if (HasAlready(person, *row)) {
      row->state = BulkChangeRowState::kUnchanged;
      continue;
    }
    entries.push_back(EntryOf(*row));
    entered.push_back(row);
  }
  if (entries.empty()) return {};
  auto changes = person.SetDates(entries, reason, act, calendar);
  if (!changes) {
    RefuseAll(entered, changes.error());
    return {};
  }
  for (BulkChangeRow* row : entered) row->state = BulkChangeRowState::kApplied;
  return *std::move(changes);
}

Changes Correct(Person& person, const std::string& reason, const Act& act,
                const WorkingDays& calendar, const RowsOfAPerson& rows) {
  auto changes = person.ApplyCalendar(reason, act, calendar);
  if (!changes) {
    RefuseAll(rows, changes.error());
    return {};
  }
  const auto state =
      changes->empty() ? BulkChangeRowState::kUnchanged : BulkChangeRowState::kApplied;
  for (BulkChangeRow* row : rows) row->state = state;
  return *std::move(changes);
}

}  // namespace

Result<std::vector<PersonChange>> ApplyBulkChange::ApplyRows(
    ReleaseStore& people, const CallContext& call, const BulkChange& job,
    std::vector<BulkChangeRow>& rows) const {
  std::unordered_map<std::string, RowsOfAPerson> rows_of;
  for (BulkChangeRow& row : rows) rows_of[row.prison_number.Reveal()].push_back(&row);
  TTG_TRY(auto found, people.FindByNumbers(NumbersOf(rows)));
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  const auto calendar = calendar_.Current();
  const bool tranche = job.snapshot().kind == BulkChangeKind::kTranche;
  std::vector<PersonChange> changed;
  for (Person& person : found) {
    const RowsOfAPerson& own = rows_of.at(person.snapshot().number.Reveal());
    if (!Reaches(call.scope, person)) continue;
    const Person::Snapshot before = person.snapshot();
    auto changes =
        (tranche ? EnterDates : Correct)(person, job.HistoryReason(), act, *calendar, own);
    if (changes.empty() && person.snapshot() == before) continue;
    changed.push_back({std::move(person), std::move(changes)});
  }
  for (BulkChangeRow& row : rows) {
    if (row.state == BulkChangeRowState::kPending) RefuseUnknown(row);
  }
  return changed;
}

Result<BulkStep> ApplyBulkChange::operator()(ReleaseStore& people, BulkStore& jobs,
                                             const CallContext& call, const BulkChange& job) const {
  TTG_TRY(BulkChange held, jobs.Hold(job.id(), BulkChangeState::kRunning));
  TTG_TRY(auto rows, jobs.PendingRows(job.id(), kRowsAtOnce));
  BulkStep step{.no_rows_left = rows.empty()};
  if (rows.empty()) {
    if (held.snapshot().kind == BulkChangeKind::kCalendar) return step;
    TTG_RETURN_IF_ERROR(held.Finish(clock_.Now()));
    TTG_RETURN_IF_ERROR(jobs.Save(std::move(held)));
    return step;
  }
  TTG_TRY(auto changed, ApplyRows(people, call, held, rows));
  step.people.reserve(changed.size());
  for (const PersonChange& change : changed) step.people.push_back(change.person.id());
  TTG_RETURN_IF_ERROR(people.Save(std::move(changed)));
  TTG_RETURN_IF_ERROR(jobs.SettleRows(job.id(), rows));
  TTG_RETURN_IF_ERROR(jobs.Advance(
      job.id(),
      {.refused = ProgressOf(rows).refused, .done = static_cast<std::int64_t>(rows.size())},
      held.snapshot().cursor));
  return step;
}

Result<CalendarSweep> SweepCalendar::operator()(ReleaseStore& people, BulkStore& jobs,
                                                const BulkChange& job) const {
  const auto calendar = calendar_.Current();
  TTG_TRY(const PeopleWindow window,
          jobs.NextPeople(job.snapshot().cursor, calendar->version(), kPeopleAtOnce));
  CalendarSweep sweep{
      .cursor = window.last, .last = window.last.empty(), .calendar_version = calendar->version()};
  if (window.outdated.empty()) return sweep;
  const Act act{job.snapshot().prepared_by, clock_.Now(), clock_.Today()};
  TTG_TRY(auto found, people.FindByNumbers(window.outdated));
  for (Person& person : found) {
    if (!Reaches(job.snapshot().reach, person)) continue;
    Person::Snapshot before = person.snapshot();
    const auto changes = person.ApplyCalendar(job.HistoryReason(), act, *calendar);
    // Who would move is for the next job to list.
    if (!changes || !changes->empty()) continue;
    const std::string previous =
        std::exchange(before.release_day.calendar_version, calendar->version());
    if (before == person.snapshot()) {
      sweep.stamped[previous].push_back(person.id());
    } else {
      sweep.changed.push_back(person.snapshot().number);
    }
  }
  return sweep;
}

Result<BulkStep> SweepCalendar::Keep(ReleaseStore& people, BulkStore& jobs, const CallContext& call,
                                     const BulkChange& job, const CalendarSweep& sweep) const {
  TTG_TRY(BulkChange held, jobs.Hold(job.id(), BulkChangeState::kRunning));
  if (held.snapshot().cursor != job.snapshot().cursor) return BulkChangeChanged();
  for (const auto& [previous, stamped] : sweep.stamped) {
    TTG_RETURN_IF_ERROR(jobs.StampCalendar({previous, stamped}, sweep.calendar_version));
  }
  const auto calendar = calendar_.Current();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_TRY(auto found, people.FindByNumbers(sweep.changed));
  std::vector<PersonChange> changed;
  BulkStep step;
  for (Person& person : found) {
    auto changes = person.ApplyCalendar(held.HistoryReason(), act, *calendar);
    if (!changes || !changes->empty()) continue;
    step.people.push_back(person.id());
    changed.push_back({std::move(person), *std::move(changes)});
  }
  TTG_RETURN_IF_ERROR(people.Save(std::move(changed)));
  TTG_RETURN_IF_ERROR(jobs.Advance(job.id(), {}, sweep.cursor));
  if (!sweep.last) return step;
  TTG_RETURN_IF_ERROR(held.Finish(clock_.Now()));
  TTG_RETURN_IF_ERROR(jobs.Save(std::move(held)));
  return step;
}

}  // namespace ttg::release

#include "release/app/bulk/dry_run_bulk_change.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "release/app/bulk/bulk_rows.h"

namespace ttg::release {
namespace {

// People whom one group of a calendar's job looks at.
constexpr int kPeopleAtOnce = 1000;

// What one row does to a person who stands for nobody but this dry run.
void TryRow(Person& person, const std::string& reason, const Act& act, const WorkingDays& calendar,
            BulkChangeRow& row) {
  row.person = person.id();
  row.before = person.snapshot().release_day.date;
  row.after = row.before;
  if (HasAlready(person, row)) return;
  const auto changes = person.SetDates({EntryOf(row)}, reason, act, calendar);
  if (!changes) {
    row.Refuse(changes.error().reason, "prison_number", changes.error().message);
    return;
  }
  row.after = person.snapshot().release_day.date;
}

}  // namespace

Result<BulkDryRun> DryRunBulkChange::Tranche(ReleaseStore& people, BulkStore& jobs,
                                             const BulkChange& job, const Act& act) const {
  TTG_TRY(auto draft, jobs.NextDraft(job.id()));
  if (!draft) return BulkDryRun{.last = true};
  TTG_TRY(auto found, people.FindByNumbers(NumbersOf(draft->rows)));
  std::unordered_map<std::string, Person> by_number;
  for (Person& person : found) {
    if (!Reaches(job.snapshot().reach, person)) continue;
    const std::string number = person.snapshot().number.Reveal();
    by_number.emplace(number, std::move(person));
  }
  const auto calendar = calendar_.Current();
  for (BulkChangeRow& row : draft->rows) {
    if (row.state == BulkChangeRowState::kRefused) continue;
    const auto person = by_number.find(row.prison_number.Reveal());
    if (person == by_number.end()) {
      RefuseUnknown(row);
    } else {
      TryRow(person->second, job.HistoryReason(), act, *calendar, row);
    }
  }
  return BulkDryRun{.part = draft->part, .rows = std::move(draft->rows)};
}

Result<BulkDryRun> DryRunBulkChange::CalendarOf(ReleaseStore& people, BulkStore& jobs,
                                                const BulkChange& job, const Act& act) const {
  const auto calendar = calendar_.Current();
  TTG_TRY(const PeopleWindow window,
          jobs.NextPeople(job.snapshot().cursor, calendar->version(), kPeopleAtOnce));
  BulkDryRun run{.cursor = window.last, .last = window.last.empty()};
  if (window.outdated.empty()) return run;
  TTG_TRY(auto found, people.FindByNumbers(window.outdated));
  for (Person& person : found) {
    if (!Reaches(job.snapshot().reach, person)) continue;
    BulkChangeRow row{.person = person.id(),
                      .prison_number = Sensitive(person.snapshot().number.Reveal()),
                      .before = person.snapshot().release_day.date};
    if (!person.ApplyCalendar(job.HistoryReason(), act, *calendar)) continue;
    row.after = person.snapshot().release_day.date;
    if (row.IsMoving()) run.rows.push_back(std::move(row));
  }
  // Stores give people in no order; the list has one.
  std::ranges::sort(run.rows, {}, &BulkChangeRow::person);
  return run;
}

Result<BulkDryRun> DryRunBulkChange::operator()(ReleaseStore& people, BulkStore& jobs,
                                                const BulkChange& job) const {
  const Act act{job.snapshot().prepared_by, clock_.Now(), clock_.Today()};
  switch (job.snapshot().kind) {
    case BulkChangeKind::kTranche:
      return Tranche(people, jobs, job, act);
    case BulkChangeKind::kCalendar:
      return CalendarOf(people, jobs, job, act);
  }
  return BulkDryRun{.last = true};
}

Result<void> KeepDryRun::operator()(BulkStore& jobs, const BulkChange& job,
                                    BulkDryRun found) const {
  TTG_TRY(BulkChange held, jobs.Hold(job.id(), BulkChangeState::kPreparing));
  if (held.snapshot().cursor != job.snapshot().cursor) return BulkChangeChanged();
  if (found.part) TTG_RETURN_IF_ERROR(jobs.TakeDraft(job.id(), *found.part));
  std::int64_t line = held.snapshot().progress.rows;
  for (BulkChangeRow& row : found.rows) {
    if (row.line == 0) row.line = ++line;
  }
  TTG_RETURN_IF_ERROR(jobs.AddRows(job.id(), found.rows));
  TTG_RETURN_IF_ERROR(
      jobs.Advance(job.id(), ProgressOf(found.rows), found.last ? std::string() : found.cursor));
  if (!found.last) return {};
  TTG_RETURN_IF_ERROR(held.FinishPreparing());
  TTG_RETURN_IF_ERROR(jobs.Save(std::move(held)));
  return {};
}

}  // namespace ttg::release

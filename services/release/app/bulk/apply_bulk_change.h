#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Whom one step of a run has touched.
struct BulkStep {
  std::vector<PersonId> people;
  // No row is left: a tranche is finished, a calendar's job goes on with everybody else.
  bool no_rows_left = false;
};

// Applies the next rows of a job that runs, in one transaction with what became of them, so that a
// row is applied once, whatever happens in between (domain A7). Whoever has changed since the dry
// run is computed anew.
class ApplyBulkChange {
 public:
  // What it is given outlives it.
  ApplyBulkChange(const Clock& clock, const Calendar& calendar)
      : clock_(clock), calendar_(calendar) {}

  // `call` acts for who runs the job. Errors: Stale / BULK_CHANGE_CHANGED, if it has been stopped.
  Result<BulkStep> operator()(ReleaseStore& people, BulkStore& jobs, const CallContext& call,
                              const BulkChange& job) const;

 private:
  Result<std::vector<PersonChange>> ApplyRows(ReleaseStore& people, const CallContext& call,
                                              const BulkChange& job,
                                              std::vector<BulkChangeRow>& rows) const;

  const Clock& clock_;
  const Calendar& calendar_;
};

// What a calendar's job does to the people whose release day stays.
struct CalendarSweep {
  std::string cursor;
  bool last = false;
  // By which it was computed.
  std::string calendar_version;
  // Nothing but the version of the calendar changes; by the version that they had.
  std::map<std::string, std::vector<PersonId>> stamped;
  // Something else changes, such as a warning or a due day of the timetable.
  std::vector<PrisonNumber> changed;
};

// Finds, without storing anything, whose release day stays under the calendar in force. Whoever
// would move and is not in the list of the dry run keeps the calendar that they have: the next job
// lists them before they are moved (domain A7).
class SweepCalendar {
 public:
  // What it is given outlives it.
  SweepCalendar(const Clock& clock, const Calendar& calendar)
      : clock_(clock), calendar_(calendar) {}

  Result<CalendarSweep> operator()(ReleaseStore& people, BulkStore& jobs,
                                   const BulkChange& job) const;
  // Stores it; the job is finished with the last. Errors: Stale / BULK_CHANGE_CHANGED.
  Result<BulkStep> Keep(ReleaseStore& people, BulkStore& jobs, const CallContext& call,
                        const BulkChange& job, const CalendarSweep& sweep) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
};

}  // namespace ttg::release

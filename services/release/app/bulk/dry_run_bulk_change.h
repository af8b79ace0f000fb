#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// What the dry run of one group has found.
struct BulkDryRun {
  // The part of the file; nothing in a calendar's job.
  std::optional<int> part;
  // How far a calendar's job has gone through the people.
  std::string cursor;
  // There is nobody further: the dry run is complete.
  bool last = false;
  std::vector<BulkChangeRow> rows;
};

// Computes, by the verbs of Person and without storing anything, what the next group of a job would
// do (domain A7). Reads only, so that it holds no writer up, however many people there are.
class DryRunBulkChange {
 public:
  // What it is given outlives it.
  DryRunBulkChange(const Clock& clock, const Calendar& calendar)
      : clock_(clock), calendar_(calendar) {}

  Result<BulkDryRun> operator()(ReleaseStore& people, BulkStore& jobs, const BulkChange& job) const;

 private:
  Result<BulkDryRun> Tranche(ReleaseStore& people, BulkStore& jobs, const BulkChange& job,
                             const Act& act) const;
  Result<BulkDryRun> CalendarOf(ReleaseStore& people, BulkStore& jobs, const BulkChange& job,
                                const Act& act) const;

  const Clock& clock_;
  const Calendar& calendar_;
};

// Keeps what a dry run has found, and ends the preparation with the last group.
class KeepDryRun {
 public:
  // Errors: Stale / BULK_CHANGE_CHANGED, if somebody has kept it or given the job up meanwhile.
  Result<void> operator()(BulkStore& jobs, const BulkChange& job, BulkDryRun found) const;
};

}  // namespace ttg::release

#pragma once

#include "release/app/bulk/apply_bulk_change.h"
#include "release/app/bulk/discard_bulk_change.h"
#include "release/app/bulk/dry_run_bulk_change.h"
#include "release/app/bulk/prepare_bulk_change.h"
#include "release/app/bulk/run_bulk_change.h"
#include "release/app/bulk/stop_bulk_change.h"

namespace ttg::release {

// What can be done to bulk changes, put together once. What it is given outlives it.
struct BulkUseCases {
  BulkUseCases(const Clock& clock, const Calendar& calendar, IdSource& ids)
      : prepare(clock, calendar, ids),
        run(calendar),
        dry_run(clock, calendar),
        apply(clock, calendar),
        sweep(clock, calendar) {}

  PrepareBulkChange prepare;
  RunBulkChange run;
  StopBulkChange stop;
  DiscardBulkChange discard;
  DryRunBulkChange dry_run;
  KeepDryRun keep_dry_run;
  ApplyBulkChange apply;
  SweepCalendar sweep;
};

}  // namespace ttg::release

#pragma once

#include "kernel/call_context.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Starts the run of a job, or goes on with a stopped one (domain A7). A run reaches no further than
// who starts it.
class RunBulkChange {
 public:
  using Command = BulkTarget;

  // It outlives this.
  explicit RunBulkChange(const Calendar& calendar) : calendar_(calendar) {}
  // Errors: NotFound / BULK_CHANGE_NOT_FOUND, Stale / BULK_CHANGE_CHANGED, Precondition /
  // BULK_CHANGE_NOT_PREPARED, BULK_CHANGE_RUNS_ALREADY,
  // BULK_CHANGE_OVER, CALENDAR_REPLACED.
  Result<BulkChange> operator()(BulkStore& jobs, const CallContext& call,
                                const Command& command) const;

 private:
  const Calendar& calendar_;
};

}  // namespace ttg::release

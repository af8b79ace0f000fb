#pragma once

#include "kernel/call_context.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Stops a run after the group in hand; what was done stays done (domain A7).
class StopBulkChange {
 public:
  using Command = BulkTarget;

  // Errors: NotFound / BULK_CHANGE_NOT_FOUND, Stale / BULK_CHANGE_CHANGED, Precondition /
  // BULK_CHANGE_NOT_RUNNING.
  Result<BulkChange> operator()(BulkStore& jobs, const CallContext& call,
                                const Command& command) const;
};

}  // namespace ttg::release

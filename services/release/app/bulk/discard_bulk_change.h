#pragma once

#include "kernel/call_context.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Gives up a job that has not run (domain A7).
class DiscardBulkChange {
 public:
  using Command = BulkTarget;

  // Errors: NotFound / BULK_CHANGE_NOT_FOUND, Stale / BULK_CHANGE_CHANGED, Precondition /
  // BULK_CHANGE_HAS_RUN, BULK_CHANGE_OVER.
  Result<BulkChange> operator()(BulkStore& jobs, const CallContext& call,
                                const Command& command) const;
};

}  // namespace ttg::release

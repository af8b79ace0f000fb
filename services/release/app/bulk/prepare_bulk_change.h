#pragma once

#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Begins a job over many people (domain A7); its dry run follows in the background.
class PrepareBulkChange {
 public:
  struct Command {
    BulkChangeKind kind = BulkChangeKind::kTranche;
    std::string label;
    std::string reason;
    // Of a tranche's file, as ParseTrancheRow gives them.
    std::vector<BulkChangeRow> rows;
  };

  // What it is given outlives it.
  PrepareBulkChange(const Clock& clock, const Calendar& calendar, IdSource& ids)
      : clock_(clock), calendar_(calendar), ids_(ids) {}

  // Errors: Invalid / TRANCHE_EMPTY, TRANCHE_TOO_LARGE.
  Result<BulkChange> operator()(BulkStore& jobs, const CallContext& call,
                                const Command& command) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
};

}  // namespace ttg::release

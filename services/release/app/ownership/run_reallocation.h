#pragma once

#include <string>
#include <vector>

#include "release/app/ownership/change_handover.h"
#include "release/app/ownership/preview_reallocation.h"

namespace ttg::release {

// Moves the cases as previewed, all or none. A handover on offer goes with its case; it is
// withdrawn where its receiver gets the case by this. Errors: Stale / REALLOCATION_CHANGED.
class RunReallocation {
 public:
  struct Command {
    ReallocationQuery query;
    // FingerprintOf the plan that was previewed.
    std::string fingerprint;
    TransferReason why = TransferReason::kLeaver;
    std::string reason;
  };
  struct Run {
    ReallocationId id;
    std::vector<PersonId> moved;
  };

  // What it is given outlives it.
  RunReallocation(const PreviewReallocation& preview, const Clock& clock, IdSource& ids)
      : preview_(preview), clock_(clock), ids_(ids) {}

  Result<Run> operator()(const OwnershipStores& stores, const CallContext& call,
                         const Command& command) const;

 private:
  const PreviewReallocation& preview_;
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::release

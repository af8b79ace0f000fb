#pragma once

#include <vector>

#include "kernel/clock.h"
#include "release/app/ownership/list_workloads.h"
#include "release/app/ownership/ports.h"
#include "release/domain/ownership/reallocation.h"

namespace ttg::release {

// Whose cases are to go to whom.
struct ReallocationQuery {
  ActorId from;
  // Without repeats.
  std::vector<ActorId> to;
  // 0: all of them; otherwise only so many, the furthest from release first.
  int cases = 0;
};

struct ReallocationPreview {
  ReallocationPlan plan;
  // As they would be: whoever gives first, if they are registered.
  std::vector<WorkloadView> workloads;
};

// Proposes who takes over the cases of a worker that are in the caller's reach (domain A11).
// Errors: NotFound / WORKER_NOT_FOUND where the giver is neither registered nor owns a case;
// Invalid / RECEIVERS_MISSING, WORKER_UNKNOWN, WORKER_AWAY_OR_LEAVING, WORKER_WITHOUT_HOURS,
// SENDER_IS_RECEIVER.
class PreviewReallocation {
 public:
  explicit PreviewReallocation(const Clock& clock) : clock_(clock) {}

  Result<ReallocationPreview> operator()(OwnershipStore& store,
                                         const ReallocationQuery& query) const;
  Result<ReallocationPlan> Plan(OwnershipStore& store, const ReallocationQuery& query) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

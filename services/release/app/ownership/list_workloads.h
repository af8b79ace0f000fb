#pragma once

#include <optional>
#include <vector>

#include "kernel/clock.h"
#include "release/app/ownership/ports.h"

namespace ttg::release {

// A worker with what they have to do.
struct WorkloadView {
  Worker worker;
  Workload load;
  // Over for four weeks on end.
  bool excessive = false;
  bool absent = false;
};

// Where a page of workloads starts: after this one.
struct WorkloadCursor {
  Workload load;
  ActorId worker;
};

// Every worker of a place, the fullest first (domain A11). Whoever has left is shown as long as
// they own cases.
class ListWorkloads {
 public:
  struct Query {
    WorkerQuery workers;
    bool excessive_only = false;
    std::optional<WorkloadCursor> after;
    int limit = 100;
  };

  explicit ListWorkloads(const Clock& clock) : clock_(clock) {}

  Result<std::vector<WorkloadView>> operator()(OwnershipStore& store, const Query& query) const;

 private:
  const Clock& clock_;
};

// These workers with these loads, in the same order.
Result<std::vector<WorkloadView>> ViewWorkloads(OwnershipStore& store,
                                                const std::vector<WorkerLoad>& loads, Date today);

}  // namespace ttg::release

#pragma once

#include <optional>
#include <string>

#include "kernel/clock.h"
#include "release/app/ownership/ports.h"

namespace ttg::release {

// Keeps the workload of every worker for the week that it is (domain A11: over 110 per cent for
// four weeks is excessive). Run again, it replaces what it knew of the week. For the system's
// timer.
class RecordWorkloads {
 public:
  explicit RecordWorkloads(const Clock& clock) : clock_(clock) {}

  // The next `limit` workers by id; the last of them, or nothing where there are no more.
  Result<std::optional<std::string>> operator()(OwnershipStore& store, const std::string& after,
                                                int limit) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

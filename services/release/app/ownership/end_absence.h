#pragma once

#include <optional>

#include "release/app/ownership/change_worker.h"

namespace ttg::release {

// Records when a worker is back, or that they were not away. Errors: those of Worker::EndAbsence.
class EndAbsence {
 public:
  struct Command {
    WorkerTarget target;
    AbsenceId absence;
    // The last day away; absent: the absence is removed.
    std::optional<Date> until;
  };

  Result<Worker> operator()(OwnershipStore& store, const Command& command) const;
};

}  // namespace ttg::release

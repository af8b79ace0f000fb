#pragma once

#include <optional>

#include "kernel/clock.h"
#include "release/app/ownership/change_worker.h"

namespace ttg::release {

// Records that a worker is away. Errors: those of Worker::RecordAbsence.
class RecordAbsence {
 public:
  struct Command {
    WorkerTarget target;
    Date from;
    // Inclusive; absent: not known yet.
    std::optional<Date> until;
  };

  explicit RecordAbsence(IdSource& ids) : ids_(ids) {}

  Result<Worker> operator()(OwnershipStore& store, const Command& command) const;

 private:
  IdSource& ids_;
};

}  // namespace ttg::release

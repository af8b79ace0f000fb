#pragma once

#include <functional>

#include "release/app/ownership/change_worker.h"

namespace ttg::release {

// Changes hours, place, telephone or leaving day. Errors: those of Worker::Describe.
class UpdateWorker {
 public:
  struct Command {
    WorkerTarget target;
    // Puts what was given in place of what is known.
    std::function<void(Worker::Description&)> edit;
  };

  explicit UpdateWorker(const ReferenceData& reference) : reference_(reference) {}

  Result<Worker> operator()(OwnershipStore& store, const Command& command) const;

 private:
  const ReferenceData& reference_;
};

}  // namespace ttg::release

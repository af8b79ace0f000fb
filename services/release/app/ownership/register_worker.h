#pragma once

#include "release/app/ownership/ports.h"

namespace ttg::release {

// Adds somebody who may own cases. Errors: Duplicate / WORKER_EXISTS and those of Worker::Register.
class RegisterWorker {
 public:
  struct Command {
    ActorId worker;
    Worker::Description description;
  };

  explicit RegisterWorker(const ReferenceData& reference) : reference_(reference) {}

  Result<Worker> operator()(OwnershipStore& store, const Command& command) const;

 private:
  const ReferenceData& reference_;
};

}  // namespace ttg::release

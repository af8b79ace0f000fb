#pragma once

#include <cstdint>
#include <functional>

#include "kernel/result.h"
#include "release/app/ownership/ports.h"

namespace ttg::release {

// Which worker a command is about, and the version that its caller last read.
struct WorkerTarget {
  ActorId worker;
  std::int64_t expected_version = 0;
};

// What every command on a worker shares: load → etag → rule → store.
// Errors: NotFound / WORKER_NOT_FOUND, Stale / WORKER_CHANGED, and the rule's.
Result<Worker> ChangeWorker(OwnershipStore& store, const WorkerTarget& target,
                            const std::function<Result<void>(Worker&)>& rule);

}  // namespace ttg::release

#include "release/app/ownership/update_worker.h"

#include <utility>

namespace ttg::release {

Result<Worker> UpdateWorker::operator()(OwnershipStore& store, const Command& command) const {
  return ChangeWorker(store, command.target, [&](Worker& worker) {
    Worker::Description description = worker.snapshot().is;
    command.edit(description);
    return worker.Describe(std::move(description), reference_);
  });
}

}  // namespace ttg::release

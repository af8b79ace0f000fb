#include "release/app/ownership/register_worker.h"

namespace ttg::release {

Result<Worker> RegisterWorker::operator()(OwnershipStore& store, const Command& command) const {
  TTG_TRY(const Worker worker, Worker::Register(command.worker, command.description, reference_));
  TTG_TRY(const auto there, store.FindWorkers({command.worker}));
  if (!there.empty()) return WorkerExists();
  return store.SaveWorker(worker);
}

}  // namespace ttg::release

#include "release/app/ownership/change_worker.h"

namespace ttg::release {

Result<Worker> ChangeWorker(OwnershipStore& store, const WorkerTarget& target,
                            const std::function<Result<void>(Worker&)>& rule) {
  TTG_TRY(Worker worker, store.FindWorker(target.worker));
  if (worker.snapshot().version != target.expected_version) return WorkerChanged();
  TTG_RETURN_IF_ERROR(rule(worker));
  return store.SaveWorker(worker);
}

}  // namespace ttg::release

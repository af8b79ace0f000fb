#include "release/app/ownership/end_absence.h"

namespace ttg::release {

Result<Worker> EndAbsence::operator()(OwnershipStore& store, const Command& command) const {
  return ChangeWorker(store, command.target, [&](Worker& worker) {
    return worker.EndAbsence(command.absence, command.until);
  });
}

}  // namespace ttg::release

#include "release/app/ownership/record_absence.h"

#include <utility>

namespace ttg::release {

Result<Worker> RecordAbsence::operator()(OwnershipStore& store, const Command& command) const {
  return ChangeWorker(store, command.target, [&](Worker& worker) -> Result<void> {
    TTG_TRY(AbsenceId id, AbsenceId::Parse(ids_.NewId()));
    return worker.RecordAbsence({std::move(id), command.from, command.until});
  });
}

}  // namespace ttg::release

#include "release/app/transfer_prison.h"

namespace ttg::release {

Result<Person> TransferPrison::operator()(ReleaseStore& store, const CallContext& call,
                                          const Command& command) const {
  if (!reference_.prisons.contains(command.prison.str())) {
    return InvalidField("prison_id", "PRISON_UNKNOWN", "there is no prison with this code");
  }
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) {
                   return person.TransferPrison(command.prison, act);
                 });
}

}  // namespace ttg::release

#include "release/app/lift_hold.h"

namespace ttg::release {

Result<Person> LiftHold::operator()(ReleaseStore& store, const CallContext& call,
                                    const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) {
                   return person.LiftHold(command.kind, command.reason, act);
                 });
}

}  // namespace ttg::release

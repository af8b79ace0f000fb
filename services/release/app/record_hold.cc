#include "release/app/record_hold.h"

namespace ttg::release {

Result<Person> RecordHold::operator()(ReleaseStore& store, const CallContext& call,
                                      const Command& command) const {
  return change_(
      store, call, command.target, [&](Person& person, const Act& act, const WorkingDays&) {
        return person.RecordHold({command.kind, command.authority, command.held_on, act.by}, act);
      });
}

}  // namespace ttg::release

#include "release/app/assign_owner.h"

namespace ttg::release {

Result<Person> AssignOwner::operator()(ReleaseStore& store, const CallContext& call,
                                       const Command& command) const {
  return change_(store, call, command.target, [&](Person& person, const Act&, const WorkingDays&) {
    return person.AssignOwner(command.owner);
  });
}

}  // namespace ttg::release

#include "release/app/identity/remove_alias.h"

namespace ttg::release {

Result<Person> RemoveAlias::operator()(ReleaseStore& store, const CallContext& call,
                                       const Command& command) const {
  return change_(store, call, command.target, [&](Person& person, const Act&, const WorkingDays&) {
    return person.RemoveAlias(command.alias);
  });
}

}  // namespace ttg::release

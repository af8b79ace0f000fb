#include "release/app/record_release.h"

namespace ttg::release {

Result<Person> RecordRelease::operator()(ReleaseStore& store, const CallContext& call,
                                         const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) {
                   return person.RecordRelease(command.released_on, act);
                 });
}

}  // namespace ttg::release

#include "release/app/timetable/drop_milestone.h"

namespace ttg::release {

Result<Person> DropMilestone::operator()(ReleaseStore& store, const CallContext& call,
                                         const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.DropMilestone(command.kind, command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

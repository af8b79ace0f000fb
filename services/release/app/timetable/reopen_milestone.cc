#include "release/app/timetable/reopen_milestone.h"

namespace ttg::release {

Result<Person> ReopenMilestone::operator()(ReleaseStore& store, const CallContext& call,
                                           const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.ReopenMilestone(command.kind, command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

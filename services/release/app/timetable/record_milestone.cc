#include "release/app/timetable/record_milestone.h"

namespace ttg::release {

Result<Person> RecordMilestone::operator()(ReleaseStore& store, const CallContext& call,
                                           const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.RecordMilestone(command.kind, command.done_on, command.evidence,
                                                 act, calendar);
                 });
}

}  // namespace ttg::release

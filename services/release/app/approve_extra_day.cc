#include "release/app/approve_extra_day.h"

namespace ttg::release {

Result<Person> ApproveExtraDay::operator()(ReleaseStore& store, const CallContext& call,
                                           const Command& command) const {
  return change_(store, call, command.target,
                 [](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.ApproveExtraDay(act, calendar);
                 });
}

}  // namespace ttg::release

#include "release/app/revert_to_lawful_day.h"

namespace ttg::release {

Result<Person> RevertToLawfulDay::operator()(ReleaseStore& store, const CallContext& call,
                                             const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.RevertToLawfulDay(command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

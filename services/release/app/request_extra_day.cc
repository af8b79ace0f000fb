#include "release/app/request_extra_day.h"

namespace ttg::release {

Result<Person> RequestExtraDay::operator()(ReleaseStore& store, const CallContext& call,
                                           const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.RequestExtraDay(command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

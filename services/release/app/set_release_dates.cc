#include "release/app/set_release_dates.h"

namespace ttg::release {

Result<Person> SetReleaseDates::operator()(ReleaseStore& store, const CallContext& call,
                                           const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.SetDates(command.dates, command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

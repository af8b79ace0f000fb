#include "release/app/clear_confirmed_date.h"

namespace ttg::release {

Result<Person> ClearConfirmedDate::operator()(ReleaseStore& store, const CallContext& call,
                                              const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.ClearConfirmedDate(command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

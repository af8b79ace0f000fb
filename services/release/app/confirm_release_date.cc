#include "release/app/confirm_release_date.h"

namespace ttg::release {

Result<Person> ConfirmReleaseDate::operator()(ReleaseStore& store, const CallContext& call,
                                              const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays& calendar) {
                   return person.ConfirmDate(command.release_date, command.reason, act, calendar);
                 });
}

}  // namespace ttg::release

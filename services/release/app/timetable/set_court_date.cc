#include "release/app/timetable/set_court_date.h"

namespace ttg::release {

Result<Person> SetCourtDate::operator()(ReleaseStore& store, const CallContext& call,
                                        const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) {
                   return person.SetCourtDate(command.court_date, act);
                 });
}

}  // namespace ttg::release

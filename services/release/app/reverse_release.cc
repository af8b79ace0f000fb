#include "release/app/reverse_release.h"

namespace ttg::release {

Result<Person> ReverseRelease::operator()(ReleaseStore& store, const CallContext& call,
                                          const Command& command) const {
  return change_(
      store, call, command.target, [&](Person& person, const Act& act, const WorkingDays&) {
        return person.ReverseRelease(command.reason, call.Has(Role::kResettlementLead), act);
      });
}

}  // namespace ttg::release

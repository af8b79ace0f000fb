#include "release/app/assign_owner.h"

namespace ttg::release {
namespace {

Error OwnerHasLeft() {
  return Precondition("OWNER_HAS_LEFT", "this worker has left and can own no case");
}

}  // namespace

Result<Person> AssignOwner::operator()(ReleaseStore& store, const CallContext& call,
                                       const Command& command) const {
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) -> Result<Changes> {
                   TTG_TRY(const auto standing, store.FindOwner(command.owner));
                   if (!standing) return person.AssignOwner(command.owner);
                   if (standing->leaves_on && *standing->leaves_on < act.today) {
                     return OwnerHasLeft();
                   }
                   return person.AssignOwner(command.owner, standing->side);
                 });
}

}  // namespace ttg::release

#include "release/app/ownership/assign_handover.h"

#include <utility>

#include "release/app/ownership/offer_handover.h"

namespace ttg::release {

Result<HandedOver> AssignHandover::operator()(const OwnershipStores& stores,
                                              const CallContext& call,
                                              const Command& command) const {
  const Date through = ToBeAssignedThrough(clock_.Today(), *calendar_.Current());
  return change_(stores, call, command.target,
                 [&](const HandoverView& view, Handover& handover, Person& person,
                     const Act& act) -> Result<ChangeHandover::Ended> {
                   const bool late = view.release_date && *view.release_date <= through;
                   TTG_TRY(const CaseOwner to,
                           FindReceiver(stores.ownership, command.to_owner, act.today));
                   TTG_TRY(auto ended, handover.Assign(to, command.reason, late, act));
                   TTG_TRY(auto changes, person.TakeOver(to.id, to.side));
                   return ChangeHandover::Ended{std::move(ended), std::move(changes)};
                 });
}

}  // namespace ttg::release

#include "release/app/ownership/decline_handover.h"

#include <utility>

namespace ttg::release {

Result<HandedOver> DeclineHandover::operator()(const OwnershipStores& stores,
                                               const CallContext& call,
                                               const Command& command) const {
  return change_(stores, call, command.target,
                 [&](const HandoverView&, Handover& handover, Person& person,
                     const Act& act) -> Result<ChangeHandover::Ended> {
                   TTG_TRY(auto ended, handover.Decline(command.reason, act));
                   TTG_TRY(auto changes, person.EndOffer());
                   return ChangeHandover::Ended{std::move(ended), std::move(changes)};
                 });
}

}  // namespace ttg::release

#include "release/app/ownership/withdraw_handover.h"

#include <utility>

namespace ttg::release {

Result<HandedOver> WithdrawHandover::operator()(const OwnershipStores& stores,
                                                const CallContext& call,
                                                const Command& command) const {
  return change_(stores, call, command.target,
                 [&](const HandoverView&, Handover& handover, Person& person,
                     const Act& act) -> Result<ChangeHandover::Ended> {
                   TTG_TRY(auto ended, handover.Withdraw(command.reason,
                                                         call.Has(Role::kResettlementLead), act));
                   TTG_TRY(auto changes, person.EndOffer());
                   return ChangeHandover::Ended{std::move(ended), std::move(changes)};
                 });
}

}  // namespace ttg::release

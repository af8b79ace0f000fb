#include "release/app/ownership/accept_handover.h"

#include <utility>

namespace ttg::release {

Result<HandedOver> AcceptHandover::operator()(const OwnershipStores& stores,
                                              const CallContext& call,
                                              const Command& command) const {
  return change_(stores, call, command.target,
                 [](const HandoverView&, Handover& handover, Person& person,
                    const Act& act) -> Result<ChangeHandover::Ended> {
                   TTG_TRY(auto ended, handover.Accept(act));
                   const CaseOwner& to = handover.snapshot().to;
                   TTG_TRY(auto changes, person.TakeOver(to.id, to.side));
                   return ChangeHandover::Ended{std::move(ended), std::move(changes)};
                 });
}

}  // namespace ttg::release

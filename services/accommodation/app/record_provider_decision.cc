#include "accommodation/app/record_provider_decision.h"

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Placement> RecordProviderDecision::operator()(AccommodationStore& store,
                                                     const CallContext& call,
                                                     const Command& command) const {
  TTG_TRY(auto placement, LoadForChange(store, call, command.placement, command.version));
  const Date today = around_.clock.Today();
  TTG_RETURN_IF_ERROR(command.declined_because
                          ? placement.DeclineByProvider(*command.declined_because, today)
                          : placement.Accept(today));
  TTG_RETURN_IF_ERROR(store.Save(placement));
  return placement;
}

}  // namespace ttg::accommodation

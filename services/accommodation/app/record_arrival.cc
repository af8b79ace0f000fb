#include "accommodation/app/record_arrival.h"

#include "accommodation/app/facts_beat_plans.h"
#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Placement> RecordArrival::operator()(AccommodationStore& store, const CallContext& call,
                                            const Command& command) const {
  TTG_TRY(auto placement, LoadForChange(store, call, command.placement, command.version));
  const Date today = around_.clock.Today();
  TTG_RETURN_IF_ERROR(placement.Arrive(command.arrived_on, today));
  TTG_RETURN_IF_ERROR(SaveFact(store, placement, today));
  return placement;
}

}  // namespace ttg::accommodation

#include "accommodation/app/record_arrival.h"

#include "accommodation/app/facts_beat_plans.h"
#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Placement> RecordArrival::operator()(AccommodationStore& store, const CallContext& call,
                                            const Command& command) const {
  TTG_TRY(auto placement, LoadForChange(store, call, command.placement, command.version));
  const Date today = around_.clock.Today();
  const Date planned_departure = placement.stay().departure;
  TTG_RETURN_IF_ERROR(placement.Arrive(command.arrived_on, today));
  if (placement.stay().departure != planned_departure) {
    TTG_TRY(const auto bedspace, store.FindBedspace(placement.record().bedspace));
    if (!bedspace) return Internal("BEDSPACE_GONE", "the bedspace of a placement is not stored");
    TTG_TRY(const Date free_from,
            FreeFrom(placement.stay().departure, bedspace->turnaround_working_days,
                     *around_.calendar.Current()));
    placement.KeepBedUntil(free_from);
  }
  TTG_RETURN_IF_ERROR(SaveFact(store, placement, today));
  return placement;
}

}  // namespace ttg::accommodation

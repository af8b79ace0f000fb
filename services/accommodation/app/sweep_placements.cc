#include "accommodation/app/sweep_placements.h"

#include "accommodation/app/facts_beat_plans.h"

namespace ttg::accommodation {

Result<SweepPlacements::Swept> SweepPlacements::operator()(AccommodationStore& store) const {
  const Date today = around_.clock.Today();
  const auto calendar = around_.calendar.Current();
  Swept swept;
  TTG_TRY(auto lapsed, store.LapsedOffers(today, kBatch));
  for (Placement& offer : lapsed) {
    TTG_RETURN_IF_ERROR(offer.Expire(today));
    TTG_RETURN_IF_ERROR(store.Save(offer));
    ++swept.expired;
  }
  TTG_TRY(auto overstayers, store.Overstayers(today));
  for (Placement& stay : overstayers) {
    TTG_TRY(const auto bedspace, store.FindBedspace(stay.record().bedspace));
    if (!bedspace) return Internal("BEDSPACE_GONE", "the bedspace of a placement is not stored");
    // They are there today, so the bed is left tomorrow at the earliest.
    TTG_TRY(const Date free_from,
            FreeFrom(today + 1, bedspace->turnaround_working_days, *calendar));
    if (free_from <= stay.record().free_from) continue;
    stay.KeepBedUntil(free_from);
    TTG_RETURN_IF_ERROR(SaveFact(store, stay, today));
    ++swept.kept_longer;
  }
  return swept;
}

}  // namespace ttg::accommodation

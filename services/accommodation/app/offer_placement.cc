#include "accommodation/app/offer_placement.h"

#include "accommodation/app/facts_beat_plans.h"
#include "accommodation/domain/suitability.h"

namespace ttg::accommodation {
namespace {

constexpr int kOfferWorkingDays = 5;

}  // namespace

// At most one current stay and one later, not overlapping (domain B7). A plan at risk holds no bed:
// it does not stand in the way of its alternative.
Result<void> OfferPlacement::CheckPerson(AccommodationStore& store, const Wish& wish,
                                         Date today) const {
  TTG_TRY(auto live, store.LivePlacementsOf(wish.person.id));
  for (Placement& other : live) {
    if (other.HasLapsed(today)) {
      TTG_RETURN_IF_ERROR(other.Expire(today));
      TTG_RETURN_IF_ERROR(store.Save(other));
    } else if (other.HoldsAsPlan()) {
      return Precondition("PERSON_HAS_A_PLAN",
                          "another bed is offered or confirmed; cancel that placement first");
    } else if (other.state() == PlacementState::kArrived && other.stay().Overlaps(wish.stay)) {
      return Precondition("STAYS_OVERLAP", "the person stays somewhere else at that time");
    }
  }
  return {};
}

Result<Placement> OfferPlacement::operator()(AccommodationStore& store, const CallContext& call,
                                             const Command& command) const {
  // The release day stands while the offer is made, or the offer would miss its move.
  TTG_RETURN_IF_ERROR(store.LockPerson(command.wanted.person));
  TTG_TRY(const Wish wish, ReadWish(store, call, command.wanted));
  const Date today = around_.clock.Today();
  const auto calendar = around_.calendar.Current();
  TTG_TRY(const auto bed, store.FindBed(command.bedspace, wish.stay, today, std::nullopt));
  if (!bed) return NotFound("BEDSPACE_NOT_FOUND", "there is no such bedspace");
  const auto against = WhyNot(*bed, wish.person.id, wish.profile, wish.stay,
                              command.wanted.delivery_units, today, *calendar);
  if (!against.empty()) return BedRefused(against);
  TTG_RETURN_IF_ERROR(CheckPerson(store, wish, today));

  TTG_TRY(const auto id, PlacementId::Parse(around_.ids.NewId()));
  TTG_TRY(const Date free_from,
          FreeFrom(wish.stay.departure, bed->bedspace.turnaround_working_days, *calendar));
  TTG_TRY(auto placement,
          Placement::MakeOffer(
              {.id = id,
               .person = wish.person.id,
               .stay = wish.stay,
               .free_from = free_from,
               .expires_on = command.expires_on.value_or(calendar->Add(today, kOfferWorkingDays)),
               .release_day = wish.person.release_day,
               .long_stay = command.long_stay},
              bed->bedspace, today));
  // An offer that has lapsed keeps its hold in the store until somebody notes it: we do.
  TTG_RETURN_IF_ERROR(PutPlansAtRisk(
      store, command.bedspace, today,
      [today](const PlacementRecord& plan) { return Placement(plan).HasLapsed(today); }, "", ""));
  TTG_RETURN_IF_ERROR(store.Save(placement));
  return placement;
}

}  // namespace ttg::accommodation

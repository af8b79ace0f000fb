#pragma once

#include <optional>

#include "accommodation/app/ports.h"
#include "accommodation/app/wanted_stay.h"

namespace ttg::accommodation {

// Offers one person a bed for some nights, if what search asks allows it (domain B2, B7).
class OfferPlacement {
 public:
  struct Command {
    WantedStay wanted;
    BedspaceId bedspace;
    std::optional<Date> expires_on;  // absent: the fifth working day from today
    std::optional<LongStayAuthorisation> long_stay;
  };

  explicit OfferPlacement(Surroundings around) : around_(around) {}

  // Errors: those of ReadWish, Placement::MakeOffer and AccommodationStore::Save;
  // NotFound / BEDSPACE_NOT_FOUND; Precondition / BED_NOT_FREE, BED_NOT_SUITABLE,
  // PERSON_HAS_A_PLAN, STAYS_OVERLAP.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;

 private:
  Result<void> CheckPerson(AccommodationStore& store, const Wish& wish, Date today) const;

  Surroundings around_;
};

}  // namespace ttg::accommodation

#pragma once

#include <optional>
#include <set>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// For whom and when a bed is looked for.
struct WantedStay {
  PersonId person;
  std::optional<Date> arrival;  // absent: the release day
  int nights = kNightsWithoutAuthorisation;
  std::set<DeliveryUnit> delivery_units;  // none: all
};

// A person whom the caller may see and whose profile is here, and the nights.
struct Wish {
  Person person;
  MatchProfile profile;
  Stay stay;
};

// Errors: NotFound / PERSON_NOT_FOUND; Invalid / NIGHTS_INVALID; Precondition / NO_RELEASE_DAY,
// PROFILE_UNKNOWN.
Result<Wish> ReadWish(AccommodationStore& store, const CallContext& call, const WantedStay& wanted);

}  // namespace ttg::accommodation

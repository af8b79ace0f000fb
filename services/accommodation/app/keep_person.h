#pragma once

#include <functional>
#include <optional>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Keeps what the release service announces of a person.
class KeepPerson {
 public:
  // A person has entered the schedule, or is announced again.
  Result<void> Schedule(AccommodationStore& store, const Person& announced) const;

  // What matching needs to know, as fetched; an older version than the one that is here is passed.
  Result<void> TakeProfile(AccommodationStore& store, const PersonId& id, std::int64_t version,
                           Sensitive<MatchProfile> profile) const;

  // Any other change. Errors: Precondition / PERSON_UNKNOWN, while ReleaseScheduled has not come.
  Result<void> Change(AccommodationStore& store, const PersonId& id,
                      const std::function<void(Person&)>& change) const;
};

}  // namespace ttg::accommodation

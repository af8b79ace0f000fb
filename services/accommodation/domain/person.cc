#include "accommodation/domain/person.h"

#include "absl/time/civil_time.h"

namespace ttg::accommodation {

bool MatchProfile::IsAdultOn(Date day) const {
  // Somebody born on 29 February comes of age on 1 March, which is how CivilDay normalises it.
  return Date(date_of_birth.year() + 18, date_of_birth.month(), date_of_birth.day()) <= day;
}

}  // namespace ttg::accommodation

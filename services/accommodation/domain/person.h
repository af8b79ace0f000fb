#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "accommodation/domain/bedspace.h"
#include "accommodation/domain/stay.h"
#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"

namespace ttg::accommodation {

enum class Sex { kMale, kFemale };

enum class Answer { kYes, kNo };

// What matching needs to know of a person, pulled from the release service under the SYSTEM role
// and never announced. No name.
struct MatchProfile {
  Sex sex = Sex::kMale;
  Date date_of_birth;
  // Absent: nobody has answered, which excludes every bed (domain B3).
  std::optional<Answer> arson_risk;
  std::optional<Answer> sexual_risk_to_adults;
  std::optional<Answer> sexual_risk_to_children;
  bool needs_ground_floor = false;
  bool needs_wheelchair_access = false;
  bool needs_single_occupancy = false;
  // As recorded for this person; what others recorded about them is added when it is read.
  std::set<PersonId> must_not_live_with;
  std::optional<GridPoint> home_area;

  bool IsAdultOn(Date day) const;

  friend bool operator==(const MatchProfile&, const MatchProfile&) = default;
};

// Somebody in the release schedule, as far as this service needs to know.
struct Person {
  PersonId id;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::optional<Date> release_day;
  std::optional<Date> released_on;
  std::int64_t profile_version = 0;
  std::optional<Sensitive<MatchProfile>> profile;
  // How many events this service has announced about the person as their subject.
  std::int64_t announced = 0;
};

// Somebody who lives, or will live, in the same premises at the time in question.
struct Resident {
  // Absent: outside the caseload.
  std::optional<PersonId> person;
  // Absent: the person's profile is not known.
  std::optional<Sex> sex;
  Stay stay;
};

}  // namespace ttg::accommodation

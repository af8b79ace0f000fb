#pragma once

#include <cstdint>
#include <optional>

#include "kernel/date.h"
#include "kernel/id.h"
#include "mentoring/domain/mentor.h"

namespace ttg::mentoring {

// What mentoring needs of a profile, already reduced to its own questions: no answer about risk
// is held here.
struct Profile {
  std::int64_t version = 0;
  std::optional<Date> born_on;
  std::optional<Sex> sex;
  // True unless the answer about sexual risk to adults is no: a missing answer counts as yes.
  bool same_sex_mentor_only = true;

  friend bool operator==(const Profile&, const Profile&) = default;
};

// A person as mentoring knows them: from the release service's events, and the profile it fetches.
struct Person {
  PersonId id;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<Date> release_day;
  std::optional<Date> released_on;
  std::optional<Profile> profile;
  // How many events of ours have this person as their subject.
  std::int64_t announced = 0;

  friend bool operator==(const Person&, const Person&) = default;
};

// The day at the gate: the day on which the person was released, or will be.
inline std::optional<Date> GateDate(const Person& person) {
  return person.released_on ? person.released_on : person.release_day;
}

}  // namespace ttg::mentoring

#pragma once

#include <cstdint>
#include <optional>

#include "employment/domain/check_in.h"
#include "employment/domain/events.h"
#include "kernel/id.h"

namespace ttg::employment {

// What employment has to know about a person whom the release service holds; no name.
struct Person {
  PersonId id;
  std::optional<Date> release_day;
  std::optional<Date> released_on;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  RightToWork right_to_work = RightToWork::kUnanswered;
  std::int64_t profile_version = 0;
  std::optional<CheckInDays> check_ins;
  // Of the check-ins, as announced; 0: never.
  std::int64_t check_ins_version = 0;

  // From what check-ins count: the day of release once it has happened, until then the release
  // day.
  std::optional<Date> CountsFrom() const { return released_on ? released_on : release_day; }

  // Computes the check-ins again; says so where they are new or have moved.
  std::optional<CheckInsScheduled> ScheduleCheckIns();

  // True where the profile is newer than the one we have, and was taken over.
  bool LearnRightToWork(RightToWork answer, std::int64_t version);

  friend bool operator==(const Person&, const Person&) = default;
};

// Somebody of whom nothing is known but the id.
Person UnknownPerson(const PersonId& id);

}  // namespace ttg::employment

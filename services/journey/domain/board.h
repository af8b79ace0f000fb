#pragma once

#include <optional>
#include <string>

#include "journey/domain/pathway.h"
#include "kernel/date.h"
#include "kernel/id.h"

namespace ttg::journey {

// What the release service has announced about a person. Absent parts of a change stay as they are.
struct PersonChange {
  PersonId person;
  std::optional<PrisonId> prison;
  // Outer: said something about it. Inner: what (nothing: not known any more).
  std::optional<std::optional<DeliveryUnit>> delivery_unit;
  std::optional<std::optional<ActorId>> owner;
  std::optional<std::optional<Date>> release_date;
  std::optional<bool> released;
};

// One line of the release board (domain E3).
struct BoardLine {
  PersonId person;
  std::optional<Date> release_date;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  PathwayState bed = PathwayState::kNone;
  PathwayState job = PathwayState::kNone;
  PathwayState mentor = PathwayState::kNone;
  int open_ripples = 0;
  bool released = false;

  friend bool operator==(const BoardLine&, const BoardLine&) = default;
};

// One entry of a person's timeline (domain E1).
struct TimelineEntry {
  EventId event;
  PersonId person;
  Instant occurred_at;
  std::string context;
  std::string type;
  std::string summary;
  std::string subject;
  std::string correlation_id;
  std::string causation_id;

  friend bool operator==(const TimelineEntry&, const TimelineEntry&) = default;
};

}  // namespace ttg::journey

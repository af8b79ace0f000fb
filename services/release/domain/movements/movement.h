#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "kernel/date.h"
#include "kernel/id.h"
#include "release/domain/codes.h"
#include "release/domain/ids.h"
#include "release/domain/movements/codes.h"

namespace ttg::release {

// What a movement does to what was arranged for the person (domain A8).
struct MovementEffects {
  MovementEffect bed = MovementEffect::kNothing;
  MovementEffect job = MovementEffect::kNothing;
  MovementEffect mentoring_match = MovementEffect::kNothing;
  MovementEffect timetable = MovementEffect::kNothing;
  // By when what is suspended has to be decided; nothing is suspended without it.
  std::optional<Date> decide_by;

  friend bool operator==(const MovementEffects&, const MovementEffects&) = default;
};

// Something that has happened to a person. Never deleted; a mistake is reversed.
struct Movement {
  MovementId id;
  // 0: not stored yet.
  std::int64_t version = 0;
  PersonId person;
  MovementKind kind = MovementKind::kAdmission;
  Instant occurred_at;
  Instant recorded_at;
  ActorId recorded_by;
  MovementSource source = MovementSource::kStaff;
  // Where they were; absent: in no prison.
  std::optional<PrisonId> from_prison;
  std::optional<PrisonId> to_prison;
  std::string reason;
  MovementEffects effects;
  // It came to be known after a later one: it stands in the history and has changed nothing.
  bool out_of_order = false;
  // Until then whoever may record it may reverse it, and what cannot be undone waits.
  Instant settles_at;
  std::optional<Instant> reversed_at;
  std::optional<ActorId> reversed_by;
  std::string reversal_reason;
  // What this one puts right.
  std::optional<MovementId> corrects;

  bool Stands() const { return !reversed_at; }

  friend bool operator==(const Movement&, const Movement&) = default;
};

// What somebody says has happened.
struct MovementEntry {
  MovementId id;
  MovementKind kind = MovementKind::kAdmission;
  Instant occurred_at;
  std::optional<PrisonId> to_prison;
  std::string reason;
  MovementSource source = MovementSource::kStaff;
  std::optional<MovementId> corrects;
};

// How long whoever may record a movement may take it back (domain A8).
inline constexpr absl::Duration kReversalTime = absl::Minutes(45);

}  // namespace ttg::release

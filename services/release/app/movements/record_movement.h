#pragma once

#include <optional>
#include <string>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/change_person.h"
#include "release/app/movements/ports.h"
#include "release/app/ports.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

// Both stores of one transaction.
struct MovementStores {
  ReleaseStore& people;
  MovementStore& movements;
};

// A movement as it was stored, and the person as they are after it.
struct RecordedMovement {
  Movement movement;
  Person person;
};

// What has happened to somebody, in the words of whoever says so.
struct Happening {
  MovementKind kind = MovementKind::kAdmission;
  Instant occurred_at;
  std::optional<PrisonId> to_prison;
  std::string reason;
  std::optional<MovementId> corrects;
};

// Records what has happened to a person (domain A8). The one way in: releases, transfers,
// corrections and what the prison system tells come through Apply.
class RecordMovement {
 public:
  struct Command {
    PersonTarget target;
    Happening what;
  };

  RecordMovement(const Clock& clock, const Calendar& calendar, IdSource& ids,
                 const ReferenceData& reference)
      : clock_(clock), calendar_(calendar), ids_(ids), reference_(reference) {}

  // Errors: those of Apply, NotFound / PERSON_NOT_FOUND, Stale / PERSON_CHANGED.
  Result<RecordedMovement> operator()(const MovementStores& stores, const CallContext& call,
                                      const Command& command) const;

  // The same to a person who has been read in this transaction. `before`: what a reversal in the
  // same command has done to them already.
  // Errors: Forbidden / KIND_NOT_ALLOWED, Invalid / PRISON_UNKNOWN, and those of Person::Move.
  Result<RecordedMovement> Apply(const MovementStores& stores, const CallContext& call,
                                 Person person, const Happening& what, Changes before = {}) const;

  bool KnowsPrison(const PrisonId& prison) const {
    return reference_.prisons.contains(prison.str());
  }
  Act ActOf(const CallContext& call) const { return {call.actor, clock_.Now(), clock_.Today()}; }
  std::shared_ptr<const WorkingDays> calendar() const { return calendar_.Current(); }

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
  const ReferenceData& reference_;
};

// Errors: Forbidden / KIND_NOT_ALLOWED.
Result<void> CheckMayRecord(const CallContext& call, MovementKind kind);

}  // namespace ttg::release

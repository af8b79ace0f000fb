#pragma once

#include <span>

#include "kernel/call_context.h"
#include "release/domain/codes.h"
#include "release/domain/movements/codes.h"

namespace ttg::release {

// One row of the table of domain A8: what a movement does to the person and to what was arranged
// for them. Of one kind there may be several rows, for different states; then they agree on who may
// record it and on what is to be said with it.
struct MovementRule {
  MovementKind kind = MovementKind::kAdmission;
  // Where it may happen to somebody.
  std::span<const PersonState> from;
  PersonState to = PersonState::kInPrison;
  MovementEffect bed = MovementEffect::kNothing;
  MovementEffect job = MovementEffect::kNothing;
  MovementEffect mentoring_match = MovementEffect::kNothing;
  MovementEffect timetable = MovementEffect::kNothing;
  // Days within which what is suspended has to be decided; 0: nothing is suspended.
  int decide_within_days = 0;
  // A new time in prison begins: dates up to that day have been served, and the release day is
  // computed anew from the later ones.
  bool begins_custody = false;
  // A prison has to be named, or may not be.
  bool needs_prison = false;
  bool needs_reason = false;
  // Who may record it.
  std::span<const Role> roles;
};

// The whole table; the rows of a kind follow one another, in the order of the contract.
std::span<const MovementRule> MovementRules();

// Any row of this kind, for what all of them agree on.
const MovementRule& AnyRuleOf(MovementKind kind);

// The row for this kind of movement of somebody in this state; nullptr: it cannot happen to them.
const MovementRule* FindRule(MovementKind kind, PersonState state);

// Their release is still to come and is prepared: dates may be set, holds recorded.
bool ReleaseLiesAhead(PersonState state);
// A prison holds them: in prison, or out for a while under its responsibility. Whoever is in
// custody past the release day without a hold is held without a reason (domain A5).
bool InCustody(PersonState state);

}  // namespace ttg::release

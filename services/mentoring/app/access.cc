#include "mentoring/app/access.h"

#include <algorithm>

namespace ttg::mentoring {

bool IsMentorAlone(const CallContext& call) {
  return call.Has(Role::kMentor) && call.roles.size() == 1;
}

bool MaySeePerson(const CallContext& call, const Person& person) {
  if (call.Has(Role::kSystem)) return true;
  if (IsMentorAlone(call)) return false;
  const Scope& scope = call.scope;
  if (scope.prisons.all || scope.delivery_units.all) return true;
  return scope.prisons.Covers(person.prison) || scope.delivery_units.Covers(person.delivery_unit);
}

bool MaySeeMatch(const CallContext& call, const Person& person, const MatchFacts& match) {
  if (IsMentorAlone(call)) return call.actor.str() == match.mentor.str();
  return MaySeePerson(call, person);
}

bool MaySeeMentor(const CallContext& call, const Mentor& mentor) {
  if (call.Has(Role::kSystem)) return true;
  if (IsMentorAlone(call)) return call.actor.str() == mentor.id.str();
  const Scope& scope = call.scope;
  if (scope.prisons.all || scope.delivery_units.all) return true;
  return std::ranges::any_of(mentor.delivery_units,
                             [&](const auto& unit) { return scope.delivery_units.Covers(unit); }) ||
         std::ranges::any_of(mentor.clearances, [&](const auto& clearance) {
           return scope.prisons.Covers(clearance.first);
         });
}

bool IsClearedForConflicts(const CallContext& call) {
  return call.Has(Role::kMentorCoordinator) || call.Has(Role::kSafeguardingLead);
}

std::string_view NameFor(const CallContext& call, Block block) {
  return IsClearedForConflicts(call) ? ToString(block) : MaskedName(block);
}

Error PersonNotFound() {
  return NotFound("PERSON_NOT_FOUND", "no person with this id is in your caseload");
}

Error MentorNotFound() {
  return NotFound("MENTOR_NOT_FOUND", "no mentor with this reference is in the register");
}

Error MatchNotFound() {
  return NotFound("MATCH_NOT_FOUND", "no match with this id is in your caseload");
}

Error MatchChanged() {
  return Stale("MATCH_CHANGED", "the match has changed since you read it: read it again");
}

}  // namespace ttg::mentoring

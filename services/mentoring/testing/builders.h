#pragma once

#include <string>

#include "kernel/call_context.h"
#include "mentoring/domain/match.h"
#include "mentoring/domain/person.h"

namespace ttg::mentoring {

// Obviously fictional: Monday 23 November 2026, a release on 7 December, one prison, one unit.

inline const Date kToday(2026, 11, 23);
inline const Date kGate(2026, 12, 7);

template <typename T>
T Ref(const std::string& text) {
  return T::Parse(text).value();
}

// The n-th id of a kind.
template <typename T>
T Nth(int n) {
  const std::string digits = std::to_string(n);
  return T::Parse("01900000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits)
      .value();
}

inline Person APerson(int n = 1) {
  return {.id = Nth<PersonId>(n),
          .prison = Ref<PrisonId>("BMI"),
          .delivery_unit = Ref<DeliveryUnit>("N52BIRM"),
          .release_day = kGate,
          .released_on = {},
          .profile = Profile{.version = 1,
                             .born_on = Date(1990, 5, 1),
                             .sex = Sex::kMale,
                             .same_sex_mentor_only = false},
          .announced = 0};
}

inline Mentor AMentor(const std::string& id = "MEN0001", int capacity = 3) {
  return {.id = Ref<MentorId>(id),
          .organisation = Ref<OrganisationId>("PROGRAMME"),
          .name = Sensitive(MentorName{"Example", "Pat"}),
          .sex = Sex::kMale,
          .kind = MentorKind::kVolunteer,
          .standing = MentorStanding::kActive,
          .delivery_units = {Ref<DeliveryUnit>("N52BIRM")},
          .clearances = {{Ref<PrisonId>("BMI"), Date(2027, 6, 30)}},
          .enhanced_clearance_expires_on = {},
          .capacity = capacity,
          .languages = {"English"},
          .lived_experience = {"HOMELESSNESS"},
          .conflicts = {},
          .as_of = absl::FromUnixSeconds(1795000000),
          .version = 0};
}

inline MatchFacts SomeFacts(int match = 1, int person = 1, const std::string& mentor = "MEN0001") {
  return {Nth<MatchId>(match), Nth<PersonId>(person), Ref<MentorId>(mentor)};
}

// A match as it stands in a state, both accepted where that has a meaning.
inline Match AMatch(MatchState state, int match = 1, int person = 1,
                    const std::string& mentor = "MEN0001") {
  const bool accepted = state != MatchState::kProposed && state != MatchState::kDeclined;
  Match::Snapshot stored{.facts = SomeFacts(match, person, mentor), .state = state};
  stored.accepted_by_mentor = accepted;
  stored.accepted_by_person = accepted;
  stored.proposed_on = kToday;
  stored.version = 1;
  if (accepted) {
    stored.activated_on = kToday;
    stored.gate_meeting = GateMeeting(kGate);
  }
  if (!IsLive(state)) stored.ended_on = kToday;
  if (state == MatchState::kDeclined) stored.decline_reason = DeclineReason::kNoTime;
  if (state == MatchState::kEnded) stored.end_reason = EndReason::kGoalsMet;
  return Match::Restore(std::move(stored));
}

inline CallContext ACaller(Role role = Role::kMentorCoordinator,
                           const std::string& actor = "coordinator") {
  return {.actor = Ref<ActorId>(actor),
          .roles = {role},
          .organisation = Ref<OrganisationId>("PROGRAMME"),
          .scope = {.organisations = {},
                    .prisons = {.all = false, .some = {Ref<PrisonId>("BMI")}},
                    .delivery_units = {}},
          .purpose = "RESETTLEMENT",
          .correlation_id = "test",
          .causation_id = {},
          .traceparent = {}};
}

}  // namespace ttg::mentoring

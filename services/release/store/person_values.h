#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/store/session.h"
#include "release/domain/events.h"
#include "release/domain/person.h"

namespace ttg::release {

// The tables of a person as columns and the values that go into them, in the same order.

inline constexpr std::string_view kPersonColumns =
    "person_id, version, state, prison_number, family_name, given_names, name_key, prison_id, "
    "prison_as_of, delivery_unit, delivery_unit_as_of, owner_id, sort_on, release_on, "
    "release_reason, due_on, due_type, statutory_on, statutory_type, lawful_on, warnings, "
    "calendar_version, released_on, release_recorded_at, as_of, extra_due_on, extra_requested_by, "
    "extra_reason, extra_approved_by, reversion_due_on, reversion_decided_by, reversion_reason, "
    "after_lawful_since_on, non_working_since_on, under_eighteen_since_on, "
    "moved_at, spent_through_on, "
    "owner_side, receiving_owner_id, handover_due_on, handover_rule, case_kind, case_until_on, "
    "merged_into_person_id, due_friday";

inline constexpr std::string_view kProfileColumns =
    "person_id, profile_version, crn, pnc, born_on, sex, sentence_type, sentence_started_on, "
    "home_local_authority, home_easting, home_northing, risk_of_serious_harm, mappa_level, "
    "arson_risk, sexual_risk_to_adults, sexual_risk_to_children, needs_ground_floor, "
    "needs_wheelchair_access, needs_single_occupancy, accommodation_before_custody, right_to_work, "
    "preferred_sectors, offence_flags, likeness";

inline constexpr std::string_view kDateColumns =
    "person_id, type, dated_on, override_on, source, as_of, regime";

inline constexpr std::string_view kHistoryColumns =
    "person_id, person_version, ordinal, type, previous_on, previous_override_on, previous_source, "
    "previous_as_of, dated_on, override_on, source, reason, changed_by, changed_at, "
    "release_before_on, release_after_on, material, previous_regime, regime, as_of";

inline constexpr std::string_view kLiftedHoldColumns =
    "person_id, ordinal, kind, authority, held_on, recorded_by, lifted_at, lifted_by, reason";

inline constexpr std::string_view kAliasColumns =
    "alias_id, person_id, family_name, given_names, born_on, identifier, search_key, recorded_by, "
    "recorded_at";

inline constexpr std::string_view kRiskDecisionColumns =
    "person_id, person_version, question, answer_before, answer_after, reason, decided_by, "
    "decided_at";

// What only lists need of a person, computed on writing.
inline constexpr std::string_view kListedColumns = "given_key, nfa_risk";

// kPersonColumns, those of the timetable and those of lists, as PersonValues has them. When the
// person changed is no part of the person: changed_at is written by whoever writes the row.
std::string_view WrittenPersonColumns();
std::vector<store::Value> PersonValues(const Person::Snapshot& person);
// `ordinal`: its place among those of the person.
std::vector<store::Value> LiftedHoldValues(const PersonId& person, std::size_t ordinal,
                                           const LiftedHold& lifted);
std::vector<store::Value> ProfileValues(const Person::Snapshot& person);
std::vector<store::Value> DateValues(const PersonId& person, DateType type,
                                     const SentenceDate& date);
// `ordinal` tells the lines of one change apart.
std::vector<store::Value> HistoryValues(const Person::Snapshot& person, std::size_t ordinal,
                                        const DateChange& change);
std::vector<store::Value> RiskDecisionValues(const Person::Snapshot& person,
                                             const RiskDecision& decision);

}  // namespace ttg::release

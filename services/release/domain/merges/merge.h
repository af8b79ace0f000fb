#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"
#include "release/domain/codes.h"
#include "release/domain/consent/codes.h"
#include "release/domain/identifiers.h"
#include "release/domain/ids.h"
#include "release/domain/ownership/codes.h"
#include "release/domain/timetable/codes.h"
#include "release/domain/timetable/timetable.h"

namespace ttg::release {

// What a merge may change about the survivor, as it was before: what an undoing gives back.
struct MergedFacts {
  std::optional<Crn> crn;
  std::optional<Pnc> pnc;
  std::optional<RiskOfSeriousHarm> risk_of_serious_harm;
  int mappa_level = 0;
  Answer arson_risk = Answer::kUnanswered;
  Answer sexual_risk_to_adults = Answer::kUnanswered;
  Answer sexual_risk_to_children = Answer::kUnanswered;
  Answer needs_ground_floor = Answer::kUnanswered;
  Answer needs_wheelchair_access = Answer::kUnanswered;
  Answer needs_single_occupancy = Answer::kUnanswered;
  std::set<PrisonNumber> must_not_live_with;
  std::set<std::string> offence_flags;

  PersonState state = PersonState::kInPrison;
  PrisonId prison;
  Instant prison_as_of;
  std::optional<Date> released_on;
  std::optional<Instant> release_recorded_at;
  std::optional<Instant> moved_at;
  std::optional<Date> spent_through;
  std::optional<Date> suspended_until;
  AnchorNotice notice;
  // As the merge made it: another by now has become known since.
  AnchorNotice notice_after;

  std::optional<ActorId> owner;
  std::optional<OwnerSide> owner_side;
  bool had_dates = false;
  std::set<HoldKind> holds;
  std::set<MilestoneKind> milestones;

  friend bool operator==(const MergedFacts&, const MergedFacts&) = default;
};

// What the survivor had said about one purpose before a merge that took the narrower over.
struct ConsentBefore {
  ConsentId consent;
  // The consent's version by the merge: a later one says that something was recorded since.
  std::int64_t version = 0;
  // Absent: nobody had asked.
  std::optional<ConsentState> state;
  std::optional<Date> decided_on;
  Sensitive<std::string> scope;
  std::optional<ActorId> recorded_by;
  std::optional<Instant> recorded_at;
  // Absent: no legal basis stood.
  std::optional<LegalBasisCode> basis;
  Sensitive<std::string> basis_reason;
  std::optional<ActorId> basis_decided_by;
  std::optional<Instant> basis_decided_at;

  friend bool operator==(const ConsentBefore&, const ConsentBefore&) = default;
};

// Two prison numbers that are one person (domain A8).
struct PersonMerge {
  MergeId id;
  // 0: not stored yet.
  std::int64_t version = 0;
  PersonId survivor;
  PersonId absorbed;
  Instant merged_at;
  ActorId merged_by;
  std::string reason;
  // Absent: it stands.
  std::optional<Instant> unmerged_at;
  std::optional<ActorId> unmerged_by;
  std::string unmerge_reason;

  MergedFacts survivor_before;
  // Of the absorbed one, who is kept as they were but for these two.
  PersonState absorbed_state = PersonState::kInPrison;
  std::optional<Date> absorbed_released_on;
  // Aliases that went over, and those that the merge made.
  std::vector<AliasId> moved_aliases;
  std::vector<AliasId> made_aliases;
  std::vector<ConsentBefore> consents;

  bool Stands() const { return !unmerged_at; }

  friend bool operator==(const PersonMerge&, const PersonMerge&) = default;
};

// What somebody says who merges.
struct MergeEntry {
  MergeId id;
  std::string reason;
  // For the aliases that the merge makes: the absorbed one's prison number, name, CRN and PNC.
  std::vector<AliasId> alias_ids;
};

inline constexpr std::size_t kMostMadeAliases = 4;

// The stricter of two answers about a risk or a need: YES first, then nobody has answered, because
// a missing answer excludes (domain A13), then NO.
Answer Stricter(Answer one, Answer other);

}  // namespace ttg::release

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "release/domain/codes.h"
#include "release/domain/consent/codes.h"
#include "release/domain/identity/risk_decision.h"
#include "release/domain/ids.h"
#include "release/domain/movements/codes.h"
#include "release/domain/movements/movement.h"
#include "release/domain/ownership/codes.h"
#include "release/domain/plan/codes.h"
#include "release/domain/release_dates.h"
#include "release/domain/release_day.h"
#include "release/domain/timetable/codes.h"

namespace ttg::release {

// What the release service announces. Ids, dates, codes and versions only.

// Once for each person, before any other event about them.
struct ReleaseScheduled {
  PersonId person;
  std::optional<Date> release_date;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::int64_t profile_version = 0;

  friend bool operator==(const ReleaseScheduled&, const ReleaseScheduled&) = default;
};

struct ReleaseDayChanged {
  PersonId person;
  std::optional<Date> previous_release_date;
  std::optional<Date> release_date;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;

  friend bool operator==(const ReleaseDayChanged&, const ReleaseDayChanged&) = default;
};

struct PersonReleased {
  PersonId person;
  Date released_on;
  PrisonId prison;

  friend bool operator==(const PersonReleased&, const PersonReleased&) = default;
};

struct ReleaseReversed {
  PersonId person;
  Date released_on;
  std::optional<Date> release_date;

  friend bool operator==(const ReleaseReversed&, const ReleaseReversed&) = default;
};

struct PersonProfileChanged {
  PersonId person;
  std::int64_t version = 0;

  friend bool operator==(const PersonProfileChanged&, const PersonProfileChanged&) = default;
};

struct PersonPrisonChanged {
  PersonId person;
  PrisonId previous_prison;
  PrisonId prison;

  friend bool operator==(const PersonPrisonChanged&, const PersonPrisonChanged&) = default;
};

struct PersonAreaChanged {
  PersonId person;
  std::optional<DeliveryUnit> previous_delivery_unit;
  DeliveryUnit delivery_unit;

  friend bool operator==(const PersonAreaChanged&, const PersonAreaChanged&) = default;
};

struct PersonOwnerChanged {
  PersonId person;
  std::optional<ActorId> previous_owner;
  ActorId owner;

  friend bool operator==(const PersonOwnerChanged&, const PersonOwnerChanged&) = default;
};

struct PersonMoved {
  PersonId person;
  MovementId movement;
  MovementKind kind = MovementKind::kAdmission;
  Instant occurred_at;
  PersonState state = PersonState::kInPrison;
  std::optional<PrisonId> prison;
  MovementEffects effects;
  // Until then it may be taken back: what cannot be undone waits.
  Instant settles_at;

  friend bool operator==(const PersonMoved&, const PersonMoved&) = default;
};

struct MovementReversed {
  PersonId person;
  MovementId movement;
  MovementKind kind = MovementKind::kAdmission;
  PersonState state = PersonState::kInPrison;
  std::optional<PrisonId> prison;
  std::optional<Date> release_date;

  friend bool operator==(const MovementReversed&, const MovementReversed&) = default;
};

// `person` is the absorbed one.
struct PersonMerged {
  PersonId person;
  PersonId survivor;
  MergeId merge;

  friend bool operator==(const PersonMerged&, const PersonMerged&) = default;
};

// `person` is one of their own again.
struct PersonUnmerged {
  PersonId person;
  PersonId survivor;
  MergeId merge;

  friend bool operator==(const PersonUnmerged&, const PersonUnmerged&) = default;
};

struct MilestoneRecorded {
  PersonId person;
  MilestoneKind kind = MilestoneKind::kFirstAssessment;
  // kOpen: what was recorded is taken back.
  MilestoneState state = MilestoneState::kDone;
  std::optional<Date> done_on;

  friend bool operator==(const MilestoneRecorded&, const MilestoneRecorded&) = default;
};

struct PlanReportRecorded {
  PersonId person;
  ReportId report;
  ReportKind kind = ReportKind::kImmediateNeeds;
  int version = 1;
  ReportState state = ReportState::kSubmitted;

  friend bool operator==(const PlanReportRecorded&, const PlanReportRecorded&) = default;
};

struct HandoverOffered {
  PersonId person;
  HandoverId handover;
  ActorId from_owner;
  ActorId to_owner;
  OwnerSide to_side = OwnerSide::kCommunity;
  Date expires_on;

  friend bool operator==(const HandoverOffered&, const HandoverOffered&) = default;
};

struct HandoverEnded {
  PersonId person;
  HandoverId handover;
  HandoverState state = HandoverState::kAccepted;
  // Who owns the case now.
  ActorId owner;

  friend bool operator==(const HandoverEnded&, const HandoverEnded&) = default;
};

struct ConsentChanged {
  PersonId person;
  ConsentId consent;
  ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
  // Absent: nobody has asked, and a legal basis allows it or has ended.
  std::optional<ConsentState> state;
  bool allowed = false;

  friend bool operator==(const ConsentChanged&, const ConsentChanged&) = default;
};

using ReleaseEvent =
    std::variant<ReleaseScheduled, ReleaseDayChanged, PersonReleased, ReleaseReversed,
                 PersonProfileChanged, PersonPrisonChanged, PersonAreaChanged, PersonOwnerChanged,
                 PersonMoved, MovementReversed, PersonMerged, PersonUnmerged, MilestoneRecorded,
                 PlanReportRecorded, HandoverOffered, HandoverEnded, ConsentChanged>;

// One line of the history of dates (domain A7): what was there, what is there now, and whether the
// release day moved by it. `type` is absent where no date but a decision moved the day.
struct DateChange {
  std::optional<DateType> type;
  std::optional<SentenceDate> previous;
  std::optional<SentenceDate> current;
  std::string reason;
  ActorId changed_by;
  Instant changed_at;
  std::optional<Date> release_date_before;
  std::optional<Date> release_date_after;

  bool IsMaterial() const { return release_date_before != release_date_after; }

  friend bool operator==(const DateChange&, const DateChange&) = default;
};

// What a verb of Person did, to be stored with the person in one transaction.
struct Changes {
  std::vector<ReleaseEvent> events;
  std::vector<DateChange> history;
  std::vector<RiskDecision> risk_decisions = {};

  bool empty() const { return events.empty() && history.empty() && risk_decisions.empty(); }
};

}  // namespace ttg::release

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "release/domain/events.h"
#include "release/domain/ids.h"
#include "release/domain/person.h"
#include "release/domain/plan/codes.h"

namespace ttg::release {

inline constexpr std::size_t kPathways = 7;

// How a person stands on one pathway.
struct PathwayEntry {
  PathwayStatus status = PathwayStatus::kNotStarted;
  Sensitive<std::string> reason;
  // Both absent: never assessed.
  std::optional<Date> assessed_on;
  std::optional<ActorId> assessed_by;

  friend bool operator==(const PathwayEntry&, const PathwayEntry&) = default;
};

// All seven, in the order of the enumerators.
using PathwayEntries = std::array<PathwayEntry, kPathways>;

inline std::size_t IndexOf(Pathway pathway) { return static_cast<std::size_t>(pathway); }

// Something to be done for a need: by exactly one owner, by a day.
struct Action {
  ActionId id;
  Sensitive<std::string> description;
  ActorId owner;
  Date due_on;
  ActionState state = ActionState::kOpen;
  Date planned_on;
  ActorId planned_by;
  // Both absent: open.
  std::optional<Date> ended_on;
  std::optional<ActorId> ended_by;
  // What came of it, or why it was cancelled.
  Sensitive<std::string> result;

  bool IsOverdue(Date today) const { return state == ActionState::kOpen && due_on < today; }

  friend bool operator==(const Action&, const Action&) = default;
};

// What became of a need.
struct Outcome {
  NeedOutcome outcome = NeedOutcome::kMet;
  Date recorded_on;
  ActorId recorded_by;
  Sensitive<std::string> note;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Somebody has looked at an outcome, and closed the need or opened it again.
struct NeedReview {
  Outcome outcome;
  Date reviewed_on;
  ActorId reviewed_by;
  bool closed = false;
  Sensitive<std::string> note;

  friend bool operator==(const NeedReview&, const NeedReview&) = default;
};

// A need and everything that was done about it: assess → plan → deliver → review (domain A10).
struct Need {
  NeedId id;
  Pathway pathway = Pathway::kAccommodation;
  Sensitive<std::string> description;
  Date assessed_on;
  ActorId assessed_by;
  NeedState state = NeedState::kOpen;
  std::vector<Action> actions;
  // Absent while the need is open.
  std::optional<Outcome> outcome;
  // Oldest first.
  std::vector<NeedReview> reviews;

  friend bool operator==(const Need&, const Need&) = default;
};

// What a report says: the plan as it was when the report was submitted. Never changed.
struct PlanCopy {
  Date copied_on;
  PathwayEntries pathways;
  std::vector<Need> needs;

  friend bool operator==(const PlanCopy&, const PlanCopy&) = default;
};

// One version of one of the two reports.
struct PlanReport {
  ReportId id;
  ReportKind kind = ReportKind::kImmediateNeeds;
  int version = 1;
  ReportState state = ReportState::kDraft;
  ActorId started_by;
  Instant started_at;
  std::optional<ActorId> submitted_by;
  std::optional<Instant> submitted_at;
  std::optional<ActorId> reviewed_by;
  std::optional<Instant> reviewed_at;
  Sensitive<std::string> review_note;

  friend bool operator==(const PlanReport&, const PlanReport&) = default;
};

// One thing that stands in the way of submitting a report.
struct MissingItem {
  std::string reason;
  // In words, without personal data.
  std::string message;
  std::optional<Pathway> pathway;
  std::optional<NeedId> need;
  std::optional<ActionId> action;

  friend bool operator==(const MissingItem&, const MissingItem&) = default;
};

// What is to be stored with the plan, beside its snapshot.
struct PlanChanges {
  std::vector<ReleaseEvent> events;
  // The report that was submitted, and what it says.
  std::optional<std::pair<ReportId, PlanCopy>> submitted;
};

// A person's resettlement plan (domain A10): an aggregate with a version of its own, which begins
// empty. Every verb refuses by a named reason and changes nothing then.
class Plan {
 public:
  struct Snapshot {
    PersonId person;
    // 0: nothing has been recorded yet.
    std::int64_t version = 0;
    PathwayEntries pathways;
    // Oldest first, as their actions.
    std::vector<Need> needs;
    // The newest version of each kind.
    std::map<ReportKind, PlanReport> reports;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // The plan of somebody about whom nothing has been planned yet.
  explicit Plan(const PersonId& person) : data_{.person = person} {}
  // Rebuilds a stored plan without checking anything. For stores only.
  static Plan Restore(Snapshot stored) { return Plan(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }

  // Errors: Invalid / STATUS_NOT_ASSESSED, REASON_REQUIRED; Precondition / NEEDS_NOT_CLOSED.
  Result<PlanChanges> AssessPathway(Pathway pathway, PathwayStatus status,
                                    Sensitive<std::string> reason, const Act& act);
  // The pathway requires support from then on.
  Result<PlanChanges> RecordNeed(const NeedId& id, Pathway pathway,
                                 Sensitive<std::string> description, const Act& act);
  // Errors: NotFound / NEED_NOT_FOUND; Invalid / DUE_DAY_PASSED; Precondition / NEED_NOT_OPEN.
  Result<PlanChanges> PlanAction(const NeedId& need, const ActionId& id,
                                 Sensitive<std::string> description, const ActorId& owner,
                                 Date due_on, const Act& act);
  // Errors: NotFound / ACTION_NOT_FOUND; Invalid / DONE_IN_FUTURE; Precondition / ACTION_ENDED.
  Result<PlanChanges> CompleteAction(const ActionId& id, Date done_on,
                                     Sensitive<std::string> result, const Act& act);
  // Errors: NotFound / ACTION_NOT_FOUND; Precondition / ACTION_ENDED.
  Result<PlanChanges> CancelAction(const ActionId& id, Sensitive<std::string> reason,
                                   const Act& act);
  // An overdue action may keep its day when only its owner changes.
  // Errors: NotFound / ACTION_NOT_FOUND; Invalid / DUE_DAY_PASSED; Precondition / ACTION_ENDED.
  Result<PlanChanges> ReassignAction(const ActionId& id, const ActorId& owner, Date due_on,
                                     const Act& act);
  // Errors: NotFound / NEED_NOT_FOUND; Precondition / OUTCOME_RECORDED, ACTIONS_OPEN,
  // NEED_WITHOUT_ACTION (nothing was ever planned for it, and it was not declined).
  Result<PlanChanges> RecordOutcome(const NeedId& id, NeedOutcome outcome,
                                    Sensitive<std::string> note, const Act& act);
  // Errors: NotFound / NEED_NOT_FOUND; Precondition / NO_OUTCOME, NEED_CLOSED.
  Result<PlanChanges> ReviewNeed(const NeedId& id, bool close, Sensitive<std::string> note,
                                 const Act& act);

  // What stands in the way of submitting a report, in the order of pathways and needs.
  // `release_day`: on which the person is released, or was; nothing is asked about actions after
  // it where it is not known.
  std::vector<MissingItem> Missing(ReportKind kind, Date today,
                                   const std::optional<Date>& release_day) const;
  // Starts the first version, or the next after one that was reviewed or returned.
  // Errors: Precondition / REPORT_UNDER_WAY.
  Result<PlanChanges> StartReport(const ReportId& id, ReportKind kind, const Act& act);
  // Errors: Precondition / NO_DRAFT, REPORT_INCOMPLETE (a violation for each missing item).
  Result<PlanChanges> SubmitReport(ReportKind kind, const Act& act,
                                   const std::optional<Date>& release_day);
  // Errors: Invalid / NOTE_REQUIRED; Precondition / NOT_SUBMITTED, OWN_REPORT.
  Result<PlanChanges> ReviewReport(ReportKind kind, bool accept, Sensitive<std::string> note,
                                   const Act& act);

 private:
  explicit Plan(Snapshot data) : data_(std::move(data)) {}

  Result<Need*> FindNeed(const NeedId& id);
  Result<Action*> FindOpenAction(const ActionId& id);
  bool HasUnclosedNeed(Pathway pathway) const;
  Result<PlanChanges> End(const ActionId& id, ActionState state, Date ended_on,
                          Sensitive<std::string> result, const Act& act);
  PlanReport* FindReport(ReportKind kind, ReportState state);
  PlanChanges Announce(const PlanReport& report) const;

  Snapshot data_;
};

// On which somebody is released, or was.
std::optional<Date> ReleaseDayFor(const Person& person);

// Nothing is planned any more for somebody who has died or been deported, and a merged person's
// plan goes on with their other number. Actions of a released person go on.
// Errors: Precondition / PERSON_DIED, PERSON_DEPORTED, PERSON_MERGED.
Result<void> CheckPlanGoesOn(PersonState state);

}  // namespace ttg::release

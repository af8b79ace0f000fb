#include "release/domain/plan/plan.h"

#include <algorithm>

namespace ttg::release {
namespace {

Error StatusNotAssessed() {
  return InvalidField("status", "STATUS_NOT_ASSESSED",
                      "an assessment finds another status than NOT_STARTED");
}

Error ReasonRequired() {
  return InvalidField("reason", "REASON_REQUIRED",
                      "say why support is not required or was declined");
}

Error NeedsNotClosed() {
  return Precondition("NEEDS_NOT_CLOSED",
                      "close the needs of this pathway first, or say that it needs support");
}

Error NeedNotFound() { return NotFound("NEED_NOT_FOUND", "there is no such need in this plan"); }

Error ActionNotFound() {
  return NotFound("ACTION_NOT_FOUND", "there is no such action in this plan");
}

Error DueDayPassed() {
  return InvalidField("due_on", "DUE_DAY_PASSED", "an action is due today or later");
}

Error DoneInFuture() {
  return InvalidField("done_on", "DONE_IN_FUTURE", "an action was done today or earlier");
}

Error NeedNotOpen() {
  return Precondition("NEED_NOT_OPEN",
                      "the need has an outcome: review it first, or record a new need");
}

Error ActionEnded() {
  return Precondition("ACTION_ENDED", "the action has been done or cancelled already");
}

Error OutcomeRecorded() {
  return Precondition("OUTCOME_RECORDED", "the need has an outcome already: review it");
}

Error ActionsOpen() {
  return Precondition("ACTIONS_OPEN", "complete or cancel the open actions of this need first");
}

Error NeedWithoutAction() {
  return Precondition("NEED_WITHOUT_ACTION",
                      "nothing was planned for this need, so it can only have been declined");
}

Error NoOutcome() { return Precondition("NO_OUTCOME", "the need has no outcome to review yet"); }

Error NeedClosed() {
  return Precondition("NEED_CLOSED",
                      "the need was reviewed and closed: record a new one if it has come back");
}

bool NeedsReason(PathwayStatus status) {
  return status == PathwayStatus::kSupportNotRequired || status == PathwayStatus::kSupportDeclined;
}

// There is nothing left to do on the pathway.
bool IsSettled(PathwayStatus status) {
  return status == PathwayStatus::kDone || status == PathwayStatus::kSupportNotRequired;
}

bool IsSupported(PathwayStatus status) {
  return status == PathwayStatus::kSupportRequired || status == PathwayStatus::kInProgress;
}

}  // namespace

Result<void> CheckPlanGoesOn(PersonState state) {
  switch (state) {
    case PersonState::kInPrison:
    case PersonState::kReleased:
    case PersonState::kTemporarilyOut:
    case PersonState::kInSecureHospital:
    case PersonState::kImmigrationDetention:
    case PersonState::kAtLarge:
      return {};
    case PersonState::kDeported:
      return Precondition("PERSON_DEPORTED", "the person was deported: their plan has ended");
    case PersonState::kDied:
      return Precondition("PERSON_DIED", "the person has died: their plan has ended");
    case PersonState::kMerged:
      return Precondition("PERSON_MERGED",
                          "the person goes on under another prison number: change that plan");
  }
  return {};
}

Result<Need*> Plan::FindNeed(const NeedId& id) {
  const auto found = std::ranges::find(data_.needs, id, &Need::id);
  if (found == data_.needs.end()) return NeedNotFound();
  return &*found;
}

Result<Action*> Plan::FindOpenAction(const ActionId& id) {
  for (Need& need : data_.needs) {
    const auto found = std::ranges::find(need.actions, id, &Action::id);
    if (found == need.actions.end()) continue;
    if (found->state != ActionState::kOpen) return ActionEnded();
    return &*found;
  }
  return ActionNotFound();
}

bool Plan::HasUnclosedNeed(Pathway pathway) const {
  return std::ranges::any_of(data_.needs, [&](const Need& need) {
    return need.pathway == pathway && need.state != NeedState::kClosed;
  });
}

Result<PlanChanges> Plan::AssessPathway(Pathway pathway, PathwayStatus status,
                                        Sensitive<std::string> reason, const Act& act) {
  if (status == PathwayStatus::kNotStarted) return StatusNotAssessed();
  if (NeedsReason(status) && reason.Reveal().empty()) return ReasonRequired();
  if (IsSettled(status) && HasUnclosedNeed(pathway)) return NeedsNotClosed();
  data_.pathways[IndexOf(pathway)] = {status, std::move(reason), act.today, act.by};
  return PlanChanges();
}

Result<PlanChanges> Plan::RecordNeed(const NeedId& id, Pathway pathway,
                                     Sensitive<std::string> description, const Act& act) {
  data_.needs.push_back({.id = id,
                         .pathway = pathway,
                         .description = std::move(description),
                         .assessed_on = act.today,
                         .assessed_by = act.by,
                         .actions = {},
                         .outcome = std::nullopt,
                         .reviews = {}});
  PathwayEntry& entry = data_.pathways[IndexOf(pathway)];
  if (!IsSupported(entry.status)) {
    entry = {PathwayStatus::kSupportRequired, Sensitive<std::string>(), act.today, act.by};
  }
  return PlanChanges();
}

Result<PlanChanges> Plan::PlanAction(const NeedId& need_id, const ActionId& id,
                                     Sensitive<std::string> description, const ActorId& owner,
                                     Date due_on, const Act& act) {
  TTG_TRY(Need * need, FindNeed(need_id));
  if (due_on < act.today) return DueDayPassed();
  if (need->state != NeedState::kOpen) return NeedNotOpen();
  need->actions.push_back({.id = id,
                           .description = std::move(description),
                           .owner = owner,
                           .due_on = due_on,
                           .planned_on = act.today,
                           .planned_by = act.by,
                           .ended_on = std::nullopt,
                           .ended_by = std::nullopt,
                           .result = {}});
  return PlanChanges();
}

Result<PlanChanges> Plan::End(const ActionId& id, ActionState state, Date ended_on,
                              Sensitive<std::string> result, const Act& act) {
  TTG_TRY(Action * action, FindOpenAction(id));
  action->state = state;
  action->ended_on = ended_on;
  action->ended_by = act.by;
  action->result = std::move(result);
  return PlanChanges();
}

Result<PlanChanges> Plan::CompleteAction(const ActionId& id, Date done_on,
                                         Sensitive<std::string> result, const Act& act) {
  if (done_on > act.today) return DoneInFuture();
  return End(id, ActionState::kDone, done_on, std::move(result), act);
}

Result<PlanChanges> Plan::CancelAction(const ActionId& id, Sensitive<std::string> reason,
                                       const Act& act) {
  return End(id, ActionState::kCancelled, act.today, std::move(reason), act);
}

Result<PlanChanges> Plan::ReassignAction(const ActionId& id, const ActorId& owner, Date due_on,
                                         const Act& act) {
  TTG_TRY(Action * action, FindOpenAction(id));
  if (due_on != action->due_on && due_on < act.today) return DueDayPassed();
  action->owner = owner;
  action->due_on = due_on;
  return PlanChanges();
}

Result<PlanChanges> Plan::RecordOutcome(const NeedId& id, NeedOutcome outcome,
                                        Sensitive<std::string> note, const Act& act) {
  TTG_TRY(Need * need, FindNeed(id));
  if (need->state != NeedState::kOpen) return OutcomeRecorded();
  const auto is_open = [](const Action& action) { return action.state == ActionState::kOpen; };
  if (std::ranges::any_of(need->actions, is_open)) return ActionsOpen();
  if (need->actions.empty() && outcome != NeedOutcome::kDeclined) return NeedWithoutAction();
  need->outcome = Outcome{outcome, act.today, act.by, std::move(note)};
  need->state = NeedState::kOutcomeRecorded;
  return PlanChanges();
}

Result<PlanChanges> Plan::ReviewNeed(const NeedId& id, bool close, Sensitive<std::string> note,
                                     const Act& act) {
  TTG_TRY(Need * need, FindNeed(id));
  if (need->state == NeedState::kClosed) return NeedClosed();
  if (!need->outcome) return NoOutcome();
  need->reviews.push_back({*need->outcome, act.today, act.by, close, std::move(note)});
  need->state = close ? NeedState::kClosed : NeedState::kOpen;
  if (!close) need->outcome.reset();
  return PlanChanges();
}

}  // namespace ttg::release

// What happens to a person (domain A8): their state and their prison are those of the latest
// movement that stands.
#include <algorithm>
#include <tuple>
#include <utility>

#include "release/domain/movements/london_day.h"
#include "release/domain/movements/movement_rules.h"
#include "release/domain/person.h"

namespace ttg::release {
namespace {

Error AlreadyReleased() {
  return Precondition("ALREADY_RELEASED",
                      "the person has been released: reverse the release first if that is wrong");
}
Error MovementNotPossible() {
  return Precondition("MOVEMENT_NOT_POSSIBLE",
                      "this cannot happen to somebody who is where the person is: look at their "
                      "movements and correct the last one if it is wrong");
}
Error InFuture() {
  return Precondition("DATE_IN_FUTURE", "what has not happened yet cannot be recorded");
}
Error LaterMovementStands() {
  return Precondition("LATER_MOVEMENT_STANDS",
                      "a later movement is recorded: correct or reverse that one first");
}
Error ThereAlready() {
  return Precondition("THERE_ALREADY", "the person is recorded there already");
}
Error PrisonMissing() {
  return InvalidField("to_prison_id", "PRISON_MISSING", "say which prison the person is in now");
}
Error PrisonNotWanted() {
  return InvalidField("to_prison_id", "PRISON_NOT_WANTED",
                      "this kind of movement leads to no prison");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error ReversedAlready() {
  return Precondition("MOVEMENT_REVERSED_ALREADY", "the movement has been reversed already");
}
Error ReversalTimeOver() {
  return Precondition("REVERSAL_TIME_OVER",
                      "later than 45 minutes a movement is reversed by a lead with a reason");
}

// In the order in which they happened; what happened at one instant, in the order in which it was
// recorded.
bool Earlier(const Movement& one, const Movement& other) {
  return std::tie(one.occurred_at, one.id) < std::tie(other.occurred_at, other.id);
}

MovementEffects EffectsOf(const MovementRule& rule, Instant occurred_at, Date today) {
  MovementEffects effects{rule.bed, rule.job, rule.mentoring_match, rule.timetable, std::nullopt};
  if (rule.decide_within_days > 0) {
    // Counted from the day it happened; what is heard of later than that, is decided today.
    effects.decide_by = std::max(LondonDay(occurred_at) + rule.decide_within_days, today);
  }
  return effects;
}

// From when on a movement says where somebody is. What staff enter is known when they enter it; the
// prison system tells of the past, and a newer file knows better.
Instant PrisonAsOf(const Movement& movement) {
  return movement.source == MovementSource::kStaff ? movement.recorded_at : movement.occurred_at;
}

// What remains of a person's movements: those that took effect, and those that came out of order,
// each in the order in which they happened.
struct Remaining {
  std::vector<Movement> in_order;
  std::vector<Movement> out_of_order;
};

Remaining WithoutReversed(const std::vector<Movement>& all, const MovementId& reversed) {
  Remaining remaining;
  for (const Movement& movement : all) {
    if (!movement.Stands() || movement.id == reversed) continue;
    (movement.out_of_order ? remaining.out_of_order : remaining.in_order).push_back(movement);
  }
  std::ranges::sort(remaining.in_order, Earlier);
  std::ranges::sort(remaining.out_of_order, Earlier);
  return remaining;
}

// The part of a person that movements decide.
void Follow(const Movement& movement, const MovementRule& rule, Person::Snapshot& person) {
  const Date day = LondonDay(movement.occurred_at);
  person.state = rule.to;
  person.moved_at = movement.occurred_at;
  person.released_on.reset();
  person.release_recorded_at.reset();
  if (rule.to == PersonState::kReleased) {
    person.released_on = day;
    person.release_recorded_at = movement.recorded_at;
  }
  if (rule.begins_custody) person.spent_through = day;
  switch (movement.effects.timetable) {
    case MovementEffect::kNothing:
      break;
    case MovementEffect::kSuspended:
      person.timetable.suspended_until = movement.effects.decide_by;
      break;
    case MovementEffect::kEnded:
    case MovementEffect::kResumed:
      person.timetable.suspended_until.reset();
      break;
  }
}

// Everybody whom a file has brought is in prison until a movement says otherwise.
void FollowAll(const std::vector<Movement>& in_order, Person::Snapshot& person) {
  person.state = PersonState::kInPrison;
  person.moved_at.reset();
  person.released_on.reset();
  person.release_recorded_at.reset();
  person.spent_through.reset();
  person.timetable.suspended_until.reset();
  for (const Movement& movement : in_order) {
    // An older release may have had another table: what happened, happened.
    const MovementRule* rule = FindRule(movement.kind, person.state);
    Follow(movement, rule != nullptr ? *rule : AnyRuleOf(movement.kind), person);
  }
}

// Where the person was last in prison, as these movements say.
std::optional<PrisonId> LastPrisonOf(const std::vector<Movement>& in_order) {
  for (auto movement = in_order.rbegin(); movement != in_order.rend(); ++movement) {
    if (movement->to_prison) return movement->to_prison;
    if (movement->from_prison) return movement->from_prison;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PrisonId> Person::PrisonNow() const {
  return InCustody(data_.state) ? std::optional(data_.prison) : std::nullopt;
}

Result<void> Person::CheckMove(const MovementEntry& entry, const MovementRule* rule,
                               const Act& act) const {
  if (rule == nullptr) {
    const bool needs_custody = entry.kind == MovementKind::kTransferred ||
                               AnyRuleOf(entry.kind).to == PersonState::kReleased;
    const bool released = data_.state == PersonState::kReleased && needs_custody;
    return released ? AlreadyReleased() : MovementNotPossible();
  }
  if (entry.occurred_at > act.at) return InFuture();
  if (entry.kind == MovementKind::kTransferred && entry.to_prison == data_.prison) {
    return ThereAlready();
  }
  return {};
}

Result<Moved> Person::Move(const MovementEntry& entry, const Act& act,
                           const WorkingDays& calendar) {
  const MovementRule& any = AnyRuleOf(entry.kind);
  if (any.needs_prison && !entry.to_prison) return PrisonMissing();
  if (!any.needs_prison && entry.to_prison) return PrisonNotWanted();
  if (any.needs_reason && entry.reason.empty()) return ReasonMissing();
  Moved moved{{.id = entry.id,
               .person = data_.id,
               .kind = entry.kind,
               .occurred_at = entry.occurred_at,
               .recorded_at = act.at,
               .recorded_by = act.by,
               .source = entry.source,
               .to_prison = entry.to_prison,
               .reason = entry.reason,
               .settles_at = act.at + kReversalTime,
               .corrects = entry.corrects},
              {}};
  if (data_.moved_at && entry.occurred_at < *data_.moved_at) {
    if (entry.source == MovementSource::kStaff) return LaterMovementStands();
    if (data_.state == PersonState::kMerged) return MovementNotPossible();
    moved.movement.out_of_order = true;
    TakeLate(moved.movement, any, act, calendar, moved.changes);
    return moved;
  }
  const MovementRule* rule = FindRule(entry.kind, data_.state);
  TTG_RETURN_IF_ERROR(CheckMove(entry, rule, act));
  TakeEffect(moved.movement, *rule, act, calendar, moved.changes);
  return moved;
}

void Person::TakeEffect(Movement& movement, const MovementRule& rule, const Act& act,
                        const WorkingDays& calendar, Changes& changes) {
  movement.from_prison = PrisonNow();
  movement.effects = EffectsOf(rule, movement.occurred_at, act.today);
  movement.settles_at = act.at + kReversalTime;
  movement.out_of_order = false;
  const PrisonId previous = data_.prison;
  Follow(movement, rule, data_);
  const Instant as_of = PrisonAsOf(movement);
  if (movement.to_prison && as_of >= data_.prison_as_of) {
    data_.prison = *movement.to_prison;
    data_.prison_as_of = as_of;
  }
  changes.events.emplace_back(PersonMoved{data_.id, movement.id, movement.kind,
                                          movement.occurred_at, data_.state, PrisonNow(),
                                          movement.effects, movement.settles_at});
  if (data_.released_on) {
    changes.events.emplace_back(PersonReleased{data_.id, *data_.released_on, data_.prison});
  }
  if (data_.prison != previous) {
    changes.events.emplace_back(PersonPrisonChanged{data_.id, previous, data_.prison});
  }
  if (rule.begins_custody) {
    ComputeAnew(std::string(ToString(movement.kind)), act, calendar, changes);
  }
  RefreshTimetable(act.today, calendar);
}

void Person::TakeLate(const Movement& late, const MovementRule& rule, const Act& act,
                      const WorkingDays& calendar, Changes& changes) {
  if (late.to_prison && PrisonAsOf(late) >= data_.prison_as_of) {
    data_.prison_as_of = PrisonAsOf(late);
    if (data_.prison != *late.to_prison) {
      const PrisonId previous = std::exchange(data_.prison, *late.to_prison);
      changes.events.emplace_back(PersonPrisonChanged{data_.id, previous, data_.prison});
    }
  }
  const std::optional<Date> day = LondonDay(late.occurred_at);
  if (!rule.begins_custody || data_.spent_through >= day) return;
  data_.spent_through = day;
  ComputeAnew(std::string(ToString(late.kind)), act, calendar, changes);
  RefreshTimetable(act.today, calendar);
}

void Person::ComputeAnew(const std::string& reason, const Act& act, const WorkingDays& calendar,
                         Changes& changes) {
  const bool is_released = data_.state == PersonState::kReleased;
  if (!is_released && !ReleaseLiesAhead(data_.state)) return;
  Act on_the_day = act;
  // Of somebody who is released again, the day that led to it.
  if (is_released) on_the_day.today = *data_.released_on;
  Changes day{{}, {Note(reason, act)}};
  Recompute(on_the_day, calendar, day);
  if (day.events.empty()) return;
  std::ranges::move(day.events, std::back_inserter(changes.events));
  std::ranges::move(day.history, std::back_inserter(changes.history));
}

// Back to the prison where the person was before, unless something newer has been said since. It
// is known from the movement that led there, if one did, so that this can be taken back as well.
void Person::RestorePrison(const Movement& reversed, const std::vector<Movement>& remaining,
                           const Act& act, Changes& changes) {
  const bool is_its_own = reversed.to_prison && data_.prison == *reversed.to_prison &&
                          data_.prison_as_of == PrisonAsOf(reversed);
  const auto before = reversed.from_prison ? reversed.from_prison : LastPrisonOf(remaining);
  if (!is_its_own || !before) return;
  const auto led_there =
      std::find_if(remaining.rbegin(), remaining.rend(),
                   [](const Movement& one) { return one.to_prison.has_value(); });
  const bool is_known = led_there != remaining.rend() && led_there->to_prison == before;
  data_.prison_as_of = is_known ? PrisonAsOf(*led_there) : act.at;
  if (data_.prison == *before) return;
  const PrisonId previous = std::exchange(data_.prison, *before);
  changes.events.emplace_back(PersonPrisonChanged{data_.id, previous, data_.prison});
}

Result<TakenBack> Person::TakeBack(const MovementId& movement, const std::vector<Movement>& all,
                                   const Reversal& reversal, const Act& act,
                                   const WorkingDays& calendar) {
  const auto found = std::ranges::find(all, movement, &Movement::id);
  if (found == all.end() || !found->Stands()) return ReversedAlready();
  if (data_.state == PersonState::kMerged) return MovementNotPossible();
  Remaining remaining = WithoutReversed(all, movement);
  const bool is_last = remaining.in_order.empty() || Earlier(remaining.in_order.back(), *found);
  if (!found->out_of_order && !is_last) return LaterMovementStands();
  const bool in_time = act.at <= found->settles_at;
  if (!in_time && !reversal.is_lead) return ReversalTimeOver();
  if (!in_time && reversal.reason.empty()) return ReasonMissing();

  TakenBack taken{{*found}, {}};
  Movement& reversed = taken.movements.front();
  reversed.reversed_at = act.at;
  reversed.reversed_by = act.by;
  reversed.reversal_reason = reversal.reason;
  if (reversed.out_of_order) return taken;
  taken.changes = GoBack(reversed, remaining.in_order, act, calendar);
  // What came out of order after the last that remains is the latest now.
  for (Movement& late : remaining.out_of_order) {
    if (data_.moved_at && late.occurred_at < *data_.moved_at) continue;
    const MovementRule* rule = FindRule(late.kind, data_.state);
    if (rule == nullptr) continue;
    TakeEffect(late, *rule, act, calendar, taken.changes);
    taken.movements.push_back(std::move(late));
  }
  return taken;
}

Changes Person::GoBack(const Movement& reversed, const std::vector<Movement>& remaining,
                       const Act& act, const WorkingDays& calendar) {
  const auto spent_before = data_.spent_through;
  FollowAll(remaining, data_);
  Changes changes;
  RestorePrison(reversed, remaining, act, changes);
  Changes after;
  // A day that has passed is history: computed again, it would move, because the Friday rule gives
  // no day in the past.
  const auto& day = data_.release_day.date;
  if (data_.spent_through != spent_before || !day || *day >= act.today) {
    ComputeAnew("REVERSED", act, calendar, after);
  }
  RefreshTimetable(act.today, calendar);
  changes.events.insert(changes.events.begin(),
                        MovementReversed{data_.id, reversed.id, reversed.kind, data_.state,
                                         PrisonNow(), data_.release_day.date});
  if (AnyRuleOf(reversed.kind).to == PersonState::kReleased) {
    changes.events.emplace_back(
        ReleaseReversed{data_.id, LondonDay(reversed.occurred_at), data_.release_day.date});
  }
  std::ranges::move(after.events, std::back_inserter(changes.events));
  std::ranges::move(after.history, std::back_inserter(changes.history));
  return changes;
}

}  // namespace ttg::release

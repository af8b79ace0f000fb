#include "accommodation/app/answer_release_day.h"

#include <algorithm>

#include "accommodation/domain/release_day_moved.h"

namespace ttg::accommodation {
namespace {

// Between looking and writing somebody else may have taken the bed: look again.
constexpr int kAttempts = 5;

// The hold of an offer that has lapsed would stand in the way of the move.
Result<void> ExpireLapsedBeside(AccommodationStore& store, const Placement& plan, Date today) {
  TTG_TRY(auto others, store.PlansIn(plan.record().bedspace));
  for (Placement& other : others) {
    if (other.id() == plan.id() || !other.HasLapsed(today)) continue;
    TTG_RETURN_IF_ERROR(other.Expire(today));
    TTG_RETURN_IF_ERROR(store.Save(other));
  }
  return {};
}

}  // namespace

Result<std::optional<ReleaseDayEffect>> AnswerReleaseDay::Follow(AccommodationStore& store,
                                                                 const Person& person,
                                                                 Placement& plan,
                                                                 Date today) const {
  for (int attempt = 1;; ++attempt) {
    Placement moved = plan;
    std::optional<BedPicture> bed;
    if (person.release_day) {
      TTG_TRY(bed, store.FindBed(plan.record().bedspace,
                                 StayAfter(plan.record(), *person.release_day), today, plan.id()));
    }
    TTG_TRY(auto effect, FollowReleaseDay(moved, person, bed, today, *around_.calendar.Current()));
    if (!effect) return effect;
    TTG_RETURN_IF_ERROR(ExpireLapsedBeside(store, plan, today));
    const auto saved = store.Save(moved);
    if (saved) return effect;
    if (saved.error().reason != "BED_NOT_FREE" || attempt == kAttempts) return saved.error();
  }
}

Result<std::vector<ReleaseDayEffect>> AnswerReleaseDay::FollowAll(AccommodationStore& store,
                                                                  const Person& person) const {
  const Date today = around_.clock.Today();
  TTG_TRY(auto live, store.LivePlacementsOf(person.id));
  std::vector<ReleaseDayEffect> effects;
  bool holds_a_bed = std::any_of(live.begin(), live.end(), [today](const Placement& one) {
    return one.HoldsAsPlan() && !one.HasLapsed(today);
  });
  for (Placement& plan : live) {
    if (!plan.IsPlanned()) continue;
    if (plan.HasLapsed(today)) {
      TTG_RETURN_IF_ERROR(plan.Expire(today));
      TTG_RETURN_IF_ERROR(store.Save(plan));
      continue;
    }
    // A person holds one bed at a time: what is at risk stays so beside its alternative.
    if (plan.state() == PlacementState::kAtRisk && holds_a_bed) continue;
    TTG_TRY(auto effect, Follow(store, person, plan, today));
    if (!effect) continue;
    holds_a_bed = holds_a_bed || effect->outcome == ReleaseDayOutcome::kMoved;
    effects.push_back(*std::move(effect));
  }
  return effects;
}

Result<void> AnswerReleaseDay::operator()(AccommodationStore& store, const Command& command) const {
  // An offer that is being made for the old day is either here already or waits for the new one.
  TTG_TRY(auto person, store.LockPerson(command.person));
  if (!person) return Precondition("PERSON_UNKNOWN", "nobody has announced this person yet");
  TTG_TRY(const auto before, store.FindAnswer(command.cause));
  if (before) return {};
  person->release_day = command.release_day;
  TTG_TRY(auto effects, FollowAll(store, *person));
  ++person->announced;
  TTG_RETURN_IF_ERROR(store.SavePerson(*person));
  const ReleaseDayOutcome outcome = OutcomeOf(effects);
  const AccommodationReleaseDayAnswered answer{command.person, command.cause, outcome,
                                               std::move(effects), person->announced};
  TTG_RETURN_IF_ERROR(store.SaveAnswer({answer, around_.clock.Now(), std::nullopt, std::nullopt}));
  return store.Announce(answer);
}

}  // namespace ttg::accommodation

#include <array>

#include <fmt/format.h>

#include "journey/events/announcement.h"
#include "journey/events/words.h"
#include "ttg/release/v1/movement_events.pb.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::release::v1;

constexpr std::string_view kKind = "MOVEMENT_KIND_";

// "bed suspended, job suspended, decide by 2026-12-21"; empty: nothing follows from it.
std::string Consequences(const pb::MovementEffects& effects) {
  std::string text;
  const std::array things = {std::pair("bed", effects.bed()), std::pair("job", effects.job()),
                             std::pair("mentor", effects.mentoring_match()),
                             std::pair("timetable", effects.timetable())};
  for (const auto& [thing, effect] : things) {
    if (effect != pb::MOVEMENT_EFFECT_SUSPENDED && effect != pb::MOVEMENT_EFFECT_ENDED) continue;
    text +=
        fmt::format(", {} {}", thing, Words(pb::MovementEffect_Name(effect), "MOVEMENT_EFFECT_"));
  }
  if (effects.has_decide_by()) {
    text += fmt::format(", decide by {}", ShowDate(ReadDate(true, effects.decide_by())));
  }
  return text;
}

// Whoever has died, been deported or been merged is on no board of releases any more.
bool IsGone(pb::PersonState state) {
  return state == pb::PERSON_STATE_DEPORTED || state == pb::PERSON_STATE_DIED ||
         state == pb::PERSON_STATE_MERGED;
}

Announcement OnMoved(const pb::PersonMoved& message, const messaging::Event&) {
  return {
      .person_id = message.person_id(),
      .summary = fmt::format("movement: {}{}", Words(pb::MovementKind_Name(message.kind()), kKind),
                             Consequences(message.effects())),
      .subject = message.movement_id(),
      .project = [state = message.state()](JourneyStore& store, const PersonId& person) {
        PersonChange change{.person = person, .released = state == pb::PERSON_STATE_RELEASED};
        if (IsGone(state)) change.release_date = std::optional<Date>();
        return store.ChangePerson(change);
      }};
}

Announcement OnMovementReversed(const pb::MovementReversed& message, const messaging::Event&) {
  const auto day = ReadDate(message.has_release_date(), message.release_date());
  return {
      .person_id = message.person_id(),
      .summary = fmt::format("taken back: {}", Words(pb::MovementKind_Name(message.kind()), kKind)),
      .subject = message.movement_id(),
      .project = [state = message.state(), day](JourneyStore& store, const PersonId& person) {
        PersonChange change{
            .person = person, .release_date = day, .released = state == pb::PERSON_STATE_RELEASED};
        if (IsGone(state)) change.release_date = std::optional<Date>();
        return store.ChangePerson(change);
      }};
}

Announcement OnMerged(const pb::PersonMerged& message, const messaging::Event&) {
  return {.person_id = message.person_id(),
          .summary = "merged into another prison number of the same person",
          .subject = message.merge_id(),
          .project = [](JourneyStore& store, const PersonId& person) {
            return store.ChangePerson({.person = person, .release_date = std::optional<Date>()});
          }};
}

// Where the person is and when they are released is announced beside it.
Announcement OnUnmerged(const pb::PersonUnmerged& message, const messaging::Event&) {
  return {.person_id = message.person_id(),
          .summary = "a person of their own again: the merge was undone",
          .subject = message.merge_id(),
          .project = {}};
}

}  // namespace

Handlers MovementHandlers(const BindStore& bind) {
  return {
      {"ttg.release.v1.PersonMoved", Reads<pb::PersonMoved>(bind, OnMoved)},
      {"ttg.release.v1.MovementReversed", Reads<pb::MovementReversed>(bind, OnMovementReversed)},
      {"ttg.release.v1.PersonMerged", Reads<pb::PersonMerged>(bind, OnMerged)},
      {"ttg.release.v1.PersonUnmerged", Reads<pb::PersonUnmerged>(bind, OnUnmerged)},
  };
}

}  // namespace ttg::journey

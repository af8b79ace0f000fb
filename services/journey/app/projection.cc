#include "journey/app/projection.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ttg::journey {
namespace {

Result<void> Reconsider(JourneyStore& store, const EventId& cause) {
  TTG_TRY(const auto answers, store.AnswersTo(cause));
  return store.ShowRipple(cause, IsOpen(answers));
}

}  // namespace

Result<void> ProjectThing(JourneyStore& store, const PersonId& person, const ThingChange& change) {
  TTG_TRY(std::vector<Thing> things, store.ThingsOf(person, change.pathway));
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&](const Thing& thing) { return thing.id == change.id; });
  const auto before = found == things.end() ? std::nullopt : std::optional(*found);
  if (found != things.end()) things.erase(found);
  if (const auto after = Apply(before, change)) {
    TTG_RETURN_IF_ERROR(store.SaveThing(person, *after));
    things.push_back(*after);
  } else {
    TTG_RETURN_IF_ERROR(store.RemoveThing(person, change.pathway, change.id));
  }
  return store.ShowPathway(person, change.pathway, Summarise(things));
}

Result<void> OpenRipple(JourneyStore& store, const Ripple& ripple) {
  TTG_TRY(const auto answers, store.AnswersTo(ripple.cause));
  return store.AddRipple(ripple, IsOpen(answers));
}

Result<void> TakeAnswer(JourneyStore& store, const EventId& cause, const Answer& answer) {
  TTG_RETURN_IF_ERROR(store.AddAnswer(cause, answer));
  return Reconsider(store, cause);
}

Result<void> TakeAcknowledgement(JourneyStore& store, const EventId& cause,
                                 const std::string& context, const std::string& by, Instant at) {
  TTG_RETURN_IF_ERROR(store.Acknowledge(cause, context, by, at));
  return Reconsider(store, cause);
}

}  // namespace ttg::journey

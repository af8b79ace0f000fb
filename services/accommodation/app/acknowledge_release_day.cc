#include "accommodation/app/acknowledge_release_day.h"

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<AnsweredReleaseDay> AcknowledgeReleaseDay::operator()(AccommodationStore& store,
                                                             const CallContext& call,
                                                             const Command& command) const {
  // Two who acknowledge at the same time: the second sees what the first has written.
  TTG_RETURN_IF_ERROR(store.LockPerson(command.person));
  TTG_TRY(auto person, LoadPerson(store, call, command.person));
  TTG_TRY(auto answered, store.FindAnswer(command.cause));
  if (!answered || answered->answer.person != command.person) {
    return NotFound("RELEASE_DAY_CHANGE_UNKNOWN",
                    "no change of this person's release day has that id");
  }
  if (answered->acknowledged_at) {
    return Precondition("ALREADY_ACKNOWLEDGED", "somebody has acknowledged it already");
  }
  if (!answered->answer.needs_acknowledgement()) {
    return Precondition("NOTHING_TO_ACKNOWLEDGE", "that change touched no bed");
  }
  answered->acknowledged_at = around_.clock.Now();
  answered->acknowledged_by = call.actor;
  TTG_RETURN_IF_ERROR(store.SaveAnswer(*answered));
  ++person.announced;
  TTG_RETURN_IF_ERROR(store.SavePerson(person));
  TTG_RETURN_IF_ERROR(store.Announce(AccommodationReleaseDayAcknowledged{
      command.person, command.cause, call.actor, person.announced}));
  return *std::move(answered);
}

}  // namespace ttg::accommodation

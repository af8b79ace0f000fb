#include "mentoring/app/acknowledge_release_day.h"

#include "mentoring/app/access.h"

namespace ttg::mentoring {
namespace {

Error AnswerNotFound() {
  return NotFound("RELEASE_DAY_ANSWER_NOT_FOUND",
                  "no such change of a release day has been answered for this person");
}

Error NothingToAcknowledge() {
  return Precondition("NOTHING_TO_ACKNOWLEDGE", "this change touched nothing here");
}

Error AlreadyAcknowledged() {
  return Precondition("ALREADY_ACKNOWLEDGED", "somebody has acknowledged this already");
}

}  // namespace

Result<StoredAnswer> AcknowledgeReleaseDay::operator()(MentoringStore& store,
                                                       const CallContext& call,
                                                       const Command& command) const {
  TTG_TRY(auto person, store.LockPerson(command.person));
  if (!person || !MaySeePerson(call, *person)) return AnswerNotFound();
  TTG_TRY(auto stored, store.FindAnswer(command.person, command.cause));
  if (!stored) return AnswerNotFound();
  if (!stored->answer.NeedsAcknowledgement()) return NothingToAcknowledge();
  if (stored->acknowledged_by) return AlreadyAcknowledged();
  stored->acknowledged_by = call.actor;
  stored->acknowledged_at = clock_.Now();
  TTG_RETURN_IF_ERROR(
      store.Acknowledge(command.person, command.cause, call.actor, *stored->acknowledged_at));
  ++person->announced;
  TTG_RETURN_IF_ERROR(store.SavePerson(*person));
  TTG_RETURN_IF_ERROR(store.Announce(
      {{.person = command.person,
        .subject = command.person.str(),
        .subject_version = person->announced,
        .happening = ReleaseDayAcknowledged{command.person, command.cause, call.actor}}}));
  return *std::move(stored);
}

}  // namespace ttg::mentoring

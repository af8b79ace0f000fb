#include "employment/app/answer_release_day.h"

namespace ttg::employment {

Result<void> AnswerReleaseDay::operator()(EmploymentStore& store, const Command& command) const {
  TTG_TRY(const Followed followed, follow_(store, command.person, [&](Person& person) {
            person.release_day = command.release_day;
          }));
  TTG_TRY(const bool status_recorded, store.HasStatus(command.person));
  const auto answered = Answer(command.person, command.cause, followed.effects, status_recorded);
  TTG_RETURN_IF_ERROR(store.AddAnswer(ReleaseDayAnswer::Restore({.answered = answered,
                                                                 .answered_at = clock_.Now(),
                                                                 .acknowledged_by = {},
                                                                 .acknowledged_at = {}})));
  return store.Announce(answered);
}

}  // namespace ttg::employment

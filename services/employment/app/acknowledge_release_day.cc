#include "employment/app/acknowledge_release_day.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<ReleaseDayAnswer> AcknowledgeReleaseDay::operator()(EmploymentStore& store,
                                                           const CallContext& call,
                                                           const Command& command) const {
  TTG_TRY(auto answer, store.FindAnswer(command.person, command.cause));
  if (!answer) return AnswerNotFound();
  TTG_TRY(const auto acknowledged, answer->Acknowledge(call.actor, clock_.Now()));
  TTG_RETURN_IF_ERROR(store.SaveAnswer(*answer));
  TTG_RETURN_IF_ERROR(store.Announce(acknowledged));
  return *std::move(answer);
}

}  // namespace ttg::employment

#pragma once

#include "kernel/clock.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Records that somebody has seen what a moved release day did to a gate meeting.
class AcknowledgeReleaseDay {
 public:
  struct Command {
    PersonId person;
    EventId cause;
  };

  explicit AcknowledgeReleaseDay(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / RELEASE_DAY_ANSWER_NOT_FOUND; Precondition / ALREADY_ACKNOWLEDGED,
  // NOTHING_TO_ACKNOWLEDGE.
  Result<StoredAnswer> operator()(MentoringStore& store, const CallContext& call,
                                  const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::mentoring

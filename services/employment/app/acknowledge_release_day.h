#pragma once

#include "employment/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"

namespace ttg::employment {

// The owner has seen how a moved release day was answered.
class AcknowledgeReleaseDay {
 public:
  struct Command {
    PersonId person;
    EventId cause;
  };

  explicit AcknowledgeReleaseDay(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound, those of ReleaseDayAnswer::Acknowledge.
  Result<ReleaseDayAnswer> operator()(EmploymentStore& store, const CallContext& call,
                                      const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::employment

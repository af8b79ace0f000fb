#pragma once

#include "employment/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"

namespace ttg::employment {

// A second person's check of a recorded status (domain C4).
class CheckEmploymentStatus {
 public:
  struct Command {
    StatusId status;
    std::int64_t expected_version = 0;
  };

  explicit CheckEmploymentStatus(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound, Stale, those of EmploymentStatus::Check.
  Result<EmploymentStatus> operator()(EmploymentStore& store, const CallContext& call,
                                      const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::employment

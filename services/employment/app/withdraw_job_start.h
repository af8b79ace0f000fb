#pragma once

#include "employment/app/ports.h"

namespace ttg::employment {

// Takes an agreed start back and gives its vacancy the position again.
class WithdrawJobStart {
 public:
  struct Command {
    JobId job;
    std::int64_t expected_version = 0;
  };

  // Errors: NotFound, Stale, those of Job::Withdraw.
  Result<Job> operator()(EmploymentStore& store, const Command& command) const;
};

}  // namespace ttg::employment

#pragma once

#include "employment/app/ports.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Records that a job has ended, and why.
class RecordJobEnd {
 public:
  struct Command {
    JobId job;
    std::int64_t expected_version = 0;
    Date ended_on;
    JobEndReason reason = JobEndReason::kOther;
  };

  explicit RecordJobEnd(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound, Stale, those of Job::End.
  Result<Job> operator()(EmploymentStore& store, const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::employment

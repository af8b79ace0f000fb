#pragma once

#include "employment/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Records that a job has lasted 6, 13 or 26 weeks (domain C4).
class RecordSustainment {
 public:
  struct Command {
    JobId job;
    std::int64_t expected_version = 0;
    int weeks = 0;
    EvidenceReference evidence;
  };

  explicit RecordSustainment(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound, Stale, those of Job::Sustain.
  Result<Job> operator()(EmploymentStore& store, const CallContext& call,
                         const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::employment

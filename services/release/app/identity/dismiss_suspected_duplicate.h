#pragma once

#include <string>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/ports.h"

namespace ttg::release {

// Says that two people are two people; merging them is the other answer (domain A12).
class DismissSuspectedDuplicate {
 public:
  struct Command {
    DuplicateId duplicate;
    std::int64_t expected_version = 0;
    // No personal data.
    std::string reason;
  };

  explicit DismissSuspectedDuplicate(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / DUPLICATE_NOT_FOUND, Stale / DUPLICATE_CHANGED, and those of
  // SuspectedDuplicate::Dismiss.
  Result<SuspectedPair> operator()(ReleaseStore& store, const CallContext& call,
                                   const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

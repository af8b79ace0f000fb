#pragma once

#include <cstdint>

#include "kernel/clock.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Ends a match; the person may then be matched again.
class EndMatch {
 public:
  struct Command {
    MatchId match;
    // The version that the caller last saw.
    std::int64_t version = 0;
    bool planned = false;
    EndReason reason = EndReason::kOther;
  };

  explicit EndMatch(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / MATCH_NOT_FOUND, Stale / MATCH_CHANGED, and those of Match::End.
  Result<Match> operator()(MentoringStore& store, const CallContext& call,
                           const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::mentoring

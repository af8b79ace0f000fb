#pragma once

#include <cstdint>

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Suspends an active match.
class SuspendMatch {
 public:
  struct Command {
    MatchId match;
    // The version that the caller last saw.
    std::int64_t version = 0;
  };

  // Errors: NotFound / MATCH_NOT_FOUND, Stale / MATCH_CHANGED, and those of Match::Suspend.
  Result<Match> operator()(MentoringStore& store, const CallContext& call,
                           const Command& command) const;
};

}  // namespace ttg::mentoring

#pragma once

#include <cstdint>
#include <optional>

#include "kernel/clock.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Records that the mentor or the person accepts or declines.
class RecordDecision {
 public:
  struct Command {
    MatchId match;
    // The version that the caller last saw.
    std::int64_t version = 0;
    bool by_mentor = false;
    // nullopt: accepted.
    std::optional<DeclineReason> declined = {};
  };

  explicit RecordDecision(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / MATCH_NOT_FOUND, Stale / MATCH_CHANGED, and those of Match::AcceptByMentor,
  // AcceptByPerson and Decline.
  Result<Match> operator()(MentoringStore& store, const CallContext& call,
                           const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::mentoring

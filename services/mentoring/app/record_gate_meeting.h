#pragma once

#include <cstdint>

#include "kernel/clock.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Records whether the mentor met the person at the gate.
class RecordGateMeeting {
 public:
  struct Command {
    MatchId match;
    // The version that the caller last saw.
    std::int64_t version = 0;
    Attendance attended = Attendance::kYes;
  };

  explicit RecordGateMeeting(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / MATCH_NOT_FOUND, Stale / MATCH_CHANGED, and those of
  // Match::RecordGateMeeting.
  Result<Match> operator()(MentoringStore& store, const CallContext& call,
                           const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::mentoring

#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Records what no file says of a mentor: whether they may mentor at all, and the enhanced clearance
// that mentoring a child takes. Live matches are checked again.
class RecordMentorCheck {
 public:
  struct EnhancedClearance {
    // The last day; nullopt: there is none any more.
    std::optional<Date> expires_on;
  };

  struct Command {
    MentorId mentor;
    // The version that the caller last saw.
    std::int64_t version = 0;
    std::variant<MentorStanding, EnhancedClearance> check;
  };

  // Errors: NotFound / MENTOR_NOT_FOUND, Stale / MENTOR_CHANGED.
  Result<RosterEntry> operator()(MentoringStore& store, const CallContext& call,
                                 const Command& command) const;
};

}  // namespace ttg::mentoring

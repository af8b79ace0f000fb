#pragma once

#include <map>
#include <string>

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Who has which prison number, as the release service says: number → person.
using KnownNumbers = std::map<std::string, PersonId>;

// Turns numbers in mentors' conflicts that somebody has by now into people, marks the rest as
// looked up, and checks the live matches of those mentors again.
class ResolveConflicts {
 public:
  struct Command {
    std::set<MentorId> mentors;
    // The numbers that were asked for; others were not and stay as they are.
    std::set<std::string> asked;
    KnownNumbers known;
  };

  Result<void> operator()(MentoringStore& store, const Command& command) const;
};

}  // namespace ttg::mentoring

#pragma once

#include <optional>

#include "kernel/clock.h"
#include "mentoring/app/ports.h"
#include "mentoring/app/suggest_mentors.h"

namespace ttg::mentoring {

// Proposes a mentor to a person: the one who is named, or the best suggestion.
class ProposeMatch {
 public:
  struct Command {
    PersonId person;
    // nullopt: the best suggestion.
    std::optional<MentorId> mentor;
    Wishes wishes;
  };

  ProposeMatch(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // Errors: NotFound / PERSON_NOT_FOUND, MENTOR_NOT_FOUND; Precondition / the block that holds,
  // MATCH_EXISTS, NO_MENTOR_ELIGIBLE.
  Result<Match> operator()(MentoringStore& store, const CallContext& call,
                           const Command& command) const;

 private:
  Result<MentorId> Choose(MentoringStore& store, const CallContext& call,
                          const Command& command) const;

  const Clock& clock_;
  IdSource& ids_;
  SuggestMentors suggest_;
};

}  // namespace ttg::mentoring

#pragma once

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Ranks the mentors whom nothing blocks for a person, and counts the others by block.
class SuggestMentors {
 public:
  struct Query {
    PersonId person;
    Wishes wishes;
  };

  // Errors: NotFound / PERSON_NOT_FOUND.
  Result<Ranking> operator()(MentoringStore& store, const CallContext& call,
                             const Query& query) const;
};

}  // namespace ttg::mentoring

#pragma once

#include <vector>

#include "mentoring/domain/match.h"
#include "mentoring/domain/person.h"

namespace ttg::mentoring {

struct ReleaseDayMoved {
  ReleaseDayAnswer answer;
  // What happened to the match, in order.
  MentoringEvents events;
};

// What a moved release day does to mentoring (design: the ripple). `person` has the new day;
// `match` is the person's live match, or null. The gate meeting moves; a block that holds against
// the new gate date puts the match at risk and ends nothing.
ReleaseDayMoved AnswerReleaseDay(const Person& person, const EventId& cause, Match* match,
                                 const std::vector<Block>& blocks);

}  // namespace ttg::mentoring

#include "mentoring/domain/release_day_moved.h"

namespace ttg::mentoring {

ReleaseDayMoved AnswerReleaseDay(const Person& person, const EventId& cause, Match* match,
                                 const std::vector<Block>& blocks) {
  ReleaseDayMoved moved{.answer = {.person = person.id, .cause = cause}, .events = {}};
  if (match == nullptr) return moved;
  const auto meeting_before = match->snapshot().gate_meeting;
  moved.events = match->FollowGateDate(GateDate(person), blocks);
  const auto& after = match->snapshot();
  const bool meeting_moved = after.gate_meeting != meeting_before;
  if (!after.block && !meeting_moved) return moved;
  moved.answer.outcome = after.block ? ReleaseDayOutcome::kAtRisk : ReleaseDayOutcome::kMoved;
  moved.answer.effect =
      GateMeetingEffect{.match = after.facts.match,
                        .outcome = moved.answer.outcome,
                        .from = meeting_before ? meeting_before->date() : std::nullopt,
                        .to = after.gate_meeting ? after.gate_meeting->date() : GateDate(person),
                        .block = after.block};
  return moved;
}

}  // namespace ttg::mentoring

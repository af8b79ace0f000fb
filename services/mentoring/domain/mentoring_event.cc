#include "mentoring/domain/mentoring_event.h"

#include <algorithm>
#include <initializer_list>

namespace ttg::mentoring {
namespace {

template <typename Enum>
std::optional<Enum> ParseOneOf(std::initializer_list<Enum> values, std::string_view code) {
  const auto* const found =
      std::ranges::find_if(values, [code](Enum value) { return ToString(value) == code; });
  return found == values.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::string_view ToString(DeclineReason reason) {
  switch (reason) {
    case DeclineReason::kNotWanted:
      return "NOT_WANTED";
    case DeclineReason::kPrefersAnotherMentor:
      return "PREFERS_ANOTHER_MENTOR";
    case DeclineReason::kNoTime:
      return "NO_TIME";
    case DeclineReason::kTooFar:
      return "TOO_FAR";
    case DeclineReason::kNotSuitable:
      return "NOT_SUITABLE";
    case DeclineReason::kOther:
      return "OTHER";
  }
  return "";
}

std::optional<DeclineReason> ParseDeclineReason(std::string_view code) {
  return ParseOneOf(
      {DeclineReason::kNotWanted, DeclineReason::kPrefersAnotherMentor, DeclineReason::kNoTime,
       DeclineReason::kTooFar, DeclineReason::kNotSuitable, DeclineReason::kOther},
      code);
}

std::string_view ToString(EndReason reason) {
  switch (reason) {
    case EndReason::kProgrammeComplete:
      return "PROGRAMME_COMPLETE";
    case EndReason::kGoalsMet:
      return "GOALS_MET";
    case EndReason::kPersonWithdrew:
      return "PERSON_WITHDREW";
    case EndReason::kMentorLeft:
      return "MENTOR_LEFT";
    case EndReason::kLostContact:
      return "LOST_CONTACT";
    case EndReason::kMovedAway:
      return "MOVED_AWAY";
    case EndReason::kRecalled:
      return "RECALLED";
    case EndReason::kBlocked:
      return "BLOCKED";
    case EndReason::kOther:
      return "OTHER";
  }
  return "";
}

std::optional<EndReason> ParseEndReason(std::string_view code) {
  return ParseOneOf(
      {EndReason::kProgrammeComplete, EndReason::kGoalsMet, EndReason::kPersonWithdrew,
       EndReason::kMentorLeft, EndReason::kLostContact, EndReason::kMovedAway, EndReason::kRecalled,
       EndReason::kBlocked, EndReason::kOther},
      code);
}

std::string_view ToString(ReleaseDayOutcome outcome) {
  switch (outcome) {
    case ReleaseDayOutcome::kNotAffected:
      return "NOT_AFFECTED";
    case ReleaseDayOutcome::kMoved:
      return "MOVED";
    case ReleaseDayOutcome::kAtRisk:
      return "AT_RISK";
  }
  return "";
}

std::optional<ReleaseDayOutcome> ParseReleaseDayOutcome(std::string_view code) {
  return ParseOneOf(
      {ReleaseDayOutcome::kNotAffected, ReleaseDayOutcome::kMoved, ReleaseDayOutcome::kAtRisk},
      code);
}

}  // namespace ttg::mentoring

#include "journey/domain/ripple.h"

#include <algorithm>

namespace ttg::journey {

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotAffected:
      return "NOT_AFFECTED";
    case Outcome::kMoved:
      return "MOVED";
    case Outcome::kAtRisk:
      return "AT_RISK";
  }
  return "";
}

std::optional<Outcome> ParseOutcome(std::string_view text) {
  for (const Outcome outcome : {Outcome::kNotAffected, Outcome::kMoved, Outcome::kAtRisk}) {
    if (ToString(outcome) == text) return outcome;
  }
  return std::nullopt;
}

bool IsOpen(const std::vector<Answer>& answers) {
  const auto settled = [&](std::string_view context) {
    return std::any_of(answers.begin(), answers.end(), [&](const Answer& answer) {
      return answer.context == context &&
             (!answer.needs_acknowledgement || answer.acknowledged_at.has_value());
    });
  };
  return !std::all_of(kAnsweringContexts.begin(), kAnsweringContexts.end(), settled);
}

}  // namespace ttg::journey

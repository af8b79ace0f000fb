#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"
#include "release/domain/codes.h"

namespace ttg::release {

// The questions whose answer goes from yes to no only by a named decision (domain A13).
enum class RiskQuestion { kArsonRisk, kSexualRiskToAdults, kSexualRiskToChildren };

// "arson_risk" and so on: the names of the fields that hold the answers.
std::string_view ToString(RiskQuestion question);
std::optional<RiskQuestion> ParseRiskQuestion(std::string_view text);

// One line of the history of those answers; never changed.
struct RiskDecision {
  RiskQuestion question = RiskQuestion::kArsonRisk;
  Answer before = Answer::kUnanswered;
  Answer after = Answer::kUnanswered;
  Sensitive<std::string> reason;
  ActorId decided_by;
  Instant decided_at;

  friend bool operator==(const RiskDecision&, const RiskDecision&) = default;
};

}  // namespace ttg::release

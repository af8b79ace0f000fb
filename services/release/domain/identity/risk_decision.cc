#include "release/domain/identity/risk_decision.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kRiskQuestionNames = {Name("arson_risk"), Name("sexual_risk_to_adults"),
                                           Name("sexual_risk_to_children")};

}  // namespace

std::string_view ToString(RiskQuestion question) {
  return kRiskQuestionNames[static_cast<std::size_t>(question)];
}
std::optional<RiskQuestion> ParseRiskQuestion(std::string_view text) {
  return FindCode<RiskQuestion>(kRiskQuestionNames, text);
}

}  // namespace ttg::release

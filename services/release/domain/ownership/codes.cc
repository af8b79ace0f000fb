#include "release/domain/ownership/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kOwnerSideNames = {Name("PRISON"), Name("COMMUNITY")};
constexpr std::array kHandoverStateNames = {Name("OFFERED"),   Name("ACCEPTED"), Name("DECLINED"),
                                            Name("WITHDRAWN"), Name("EXPIRED"),  Name("ASSIGNED")};
constexpr std::array kHandoverItemNames = {Name("PLAN_SHARED"), Name("RISK_INFORMATION_SHARED"),
                                           Name("RELEASE_DATES_EXPLAINED"),
                                           Name("OPEN_ACTIONS_AGREED"), Name("PERSON_TOLD")};
constexpr std::array kHandoverDueRuleNames = {Name("DETERMINATE"), Name("PAROLE"), Name("AT_ONCE")};
constexpr std::array kTransferReasonNames = {Name("LEAVER"), Name("ABSENCE"), Name("WORKLOAD")};

}  // namespace

std::string_view ToString(OwnerSide code) {
  return kOwnerSideNames[static_cast<std::size_t>(code)];
}
std::optional<OwnerSide> ParseOwnerSide(std::string_view text) {
  return FindCode<OwnerSide>(kOwnerSideNames, text);
}

std::string_view ToString(HandoverState code) {
  return kHandoverStateNames[static_cast<std::size_t>(code)];
}
std::optional<HandoverState> ParseHandoverState(std::string_view text) {
  return FindCode<HandoverState>(kHandoverStateNames, text);
}

std::string_view ToString(HandoverItem code) {
  return kHandoverItemNames[static_cast<std::size_t>(code)];
}
std::optional<HandoverItem> ParseHandoverItem(std::string_view text) {
  return FindCode<HandoverItem>(kHandoverItemNames, text);
}

std::string_view ToString(HandoverDueRule code) {
  return kHandoverDueRuleNames[static_cast<std::size_t>(code)];
}
std::optional<HandoverDueRule> ParseHandoverDueRule(std::string_view text) {
  return FindCode<HandoverDueRule>(kHandoverDueRuleNames, text);
}

std::string_view ToString(TransferReason code) {
  return kTransferReasonNames[static_cast<std::size_t>(code)];
}
std::optional<TransferReason> ParseTransferReason(std::string_view text) {
  return FindCode<TransferReason>(kTransferReasonNames, text);
}

}  // namespace ttg::release

#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// Where an owner works (domain A11).
enum class OwnerSide {
  kPrison,
  kCommunity,
};

// OFFERED → one of the ends.
enum class HandoverState {
  kOffered,
  kAccepted,
  kDeclined,
  kWithdrawn,
  kExpired,
  kAssigned,
};

// What has to be handed over; each is ticked by the sender.
enum class HandoverItem {
  kPlanShared,
  kRiskInformationShared,
  kReleaseDatesExplained,
  kOpenActionsAgreed,
  kPersonTold,
};

// Why a handover falls due when it does.
enum class HandoverDueRule {
  kDeterminate,
  kParole,
  kAtOnce,
};

// Why cases are reallocated.
enum class TransferReason {
  kLeaver,
  kAbsence,
  kWorkload,
};

std::string_view ToString(OwnerSide code);
std::optional<OwnerSide> ParseOwnerSide(std::string_view text);
std::string_view ToString(HandoverState code);
std::optional<HandoverState> ParseHandoverState(std::string_view text);
std::string_view ToString(HandoverItem code);
std::optional<HandoverItem> ParseHandoverItem(std::string_view text);
std::string_view ToString(HandoverDueRule code);
std::optional<HandoverDueRule> ParseHandoverDueRule(std::string_view text);
std::string_view ToString(TransferReason code);
std::optional<TransferReason> ParseTransferReason(std::string_view text);

}  // namespace ttg::release

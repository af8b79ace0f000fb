#include "release/domain/prison_events/prison_event.h"

#include <algorithm>
#include <array>

#include "release/domain/movements/movement_rules.h"

namespace ttg::release {
namespace {

using Kind = MovementKind;
using Topic = PrisonEventTopic;

// The names that the prison system publishes under.
constexpr std::string_view kReceivedType = "prison-offender-events.prisoner.received";
constexpr std::string_view kReleasedType = "prison-offender-events.prisoner.released";
constexpr std::string_view kMergedType = "prison-offender-events.prisoner.merged";

constexpr std::array kAdmitted = {Kind::kAdmission, Kind::kReturnedToCustody};
// Back on the same booking: mostly a recall.
constexpr std::array kReadmitted = {Kind::kRecalled, Kind::kReturnedToCustody, Kind::kAdmission};
constexpr std::array kRecalled = {Kind::kRecalled, Kind::kReturnedToCustody};
constexpr std::array kTransferred = {Kind::kTransferred};
constexpr std::array kCourtReturn = {Kind::kCourtReturn};
constexpr std::array kAbsenceReturn = {Kind::kTemporaryReleaseReturn, Kind::kReturnedToCustody};
constexpr std::array kHospitalReturn = {Kind::kHospitalReturn};
constexpr std::array kReleased = {Kind::kReleased};
constexpr std::array kReleasedFromCourt = {Kind::kReleasedFromCourt};
constexpr std::array kBailed = {Kind::kBailed};
constexpr std::array kAbsence = {Kind::kTemporaryRelease};
constexpr std::array kToCourt = {Kind::kToCourt};
// The prison system speaks of a release only where the prison gives the person up.
constexpr std::array kToHospital = {Kind::kToSecureHospital};

constexpr std::array kRules = {
    PrisonEventRule{Topic::kReceived, "ADMISSION", kAdmitted},
    PrisonEventRule{Topic::kReceived, "NEW_ADMISSION", kAdmitted},
    PrisonEventRule{Topic::kReceived, "READMISSION", kReadmitted},
    PrisonEventRule{Topic::kReceived, "RECALL", kRecalled},
    PrisonEventRule{Topic::kReceived, "TRANSFERRED", kTransferred},
    PrisonEventRule{Topic::kReceived, "RETURN_FROM_COURT", kCourtReturn},
    PrisonEventRule{Topic::kReceived, "TEMPORARY_ABSENCE_RETURN", kAbsenceReturn},
    PrisonEventRule{Topic::kReceived, "RETURN_FROM_HOSPITAL", kHospitalReturn},
    PrisonEventRule{Topic::kReleased, "RELEASED", kReleased},
    PrisonEventRule{Topic::kReleased, "RELEASED_FROM_COURT", kReleasedFromCourt},
    PrisonEventRule{Topic::kReleased, "BAILED", kBailed},
    PrisonEventRule{Topic::kReleased, "TEMPORARY_ABSENCE_RELEASE", kAbsence},
    PrisonEventRule{Topic::kReleased, "SENT_TO_COURT", kToCourt},
    PrisonEventRule{Topic::kReleased, "RELEASED_TO_HOSPITAL", kToHospital},
    // The arrival says where to.
    PrisonEventRule{Topic::kReleased, "TRANSFERRED", {}},
};

}  // namespace

std::optional<PrisonEventTopic> TopicOf(std::string_view type) {
  if (type == kReceivedType) return Topic::kReceived;
  if (type == kReleasedType) return Topic::kReleased;
  if (type == kMergedType) return Topic::kMerged;
  return std::nullopt;
}

std::span<const PrisonEventRule> PrisonEventRules() { return kRules; }

const PrisonEventRule* FindPrisonEventRule(PrisonEventTopic topic, std::string_view reason) {
  const auto* found = std::ranges::find_if(kRules, [&](const PrisonEventRule& rule) {
    return rule.topic == topic && rule.reason == reason;
  });
  return found == kRules.end() ? nullptr : found;
}

MovementKind KindFor(const PrisonEventRule& rule, PersonState state) {
  const auto possible = std::ranges::find_if(
      rule.kinds, [&](MovementKind kind) { return FindRule(kind, state) != nullptr; });
  return possible == rule.kinds.end() ? rule.kinds.front() : *possible;
}

}  // namespace ttg::release

#pragma once

#include <optional>

#include "release/domain/codes.h"
#include "release/domain/release_dates.h"
#include "release/domain/release_day.h"
#include "ttg/release/v1/release.pb.h"

namespace ttg::release {

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(DateType::kConfirmed) + 1 == v1::DATE_TYPE_CONFIRMED);
static_assert(static_cast<int>(DateType::kLed) + 1 == v1::DATE_TYPE_LED);
static_assert(static_cast<int>(ReleaseDayReason::kNoDate) + 1 == v1::RELEASE_DAY_REASON_NO_DATE);
static_assert(static_cast<int>(ReleaseDayWarning::kUnderEighteen) + 1 ==
              v1::RELEASE_DAY_WARNING_UNDER_EIGHTEEN_DECISION);
static_assert(static_cast<int>(PersonState::kMerged) + 1 == v1::PERSON_STATE_MERGED);
static_assert(static_cast<int>(Sex::kMale) + 1 == v1::SEX_MALE);
static_assert(static_cast<int>(RiskOfSeriousHarm::kVeryHigh) + 1 ==
              v1::RISK_OF_SERIOUS_HARM_VERY_HIGH);
static_assert(static_cast<int>(HoldKind::kHospital) + 1 == v1::HOLD_KIND_HOSPITAL);
// Except that an unanswered question is UNSPECIFIED itself.
static_assert(static_cast<int>(Answer::kYes) == v1::ANSWER_YES);

template <typename Proto, typename Domain>
Proto ToProto(Domain value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

// Nothing for UNSPECIFIED and for numbers that this version does not know.
template <typename Domain, typename Proto>
std::optional<Domain> FromProto(Proto value, Domain last) {
  const int number = static_cast<int>(value);
  if (number < 1 || number > static_cast<int>(last) + 1) return std::nullopt;
  return static_cast<Domain>(number - 1);
}

}  // namespace ttg::release

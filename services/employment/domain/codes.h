#pragma once

#include <optional>
#include <string_view>

namespace ttg::employment {

// The closed sets of this context. ToString gives the UPPER_SNAKE code that stands in tables, files
// and events; Parse reads it and answers nothing for an unknown one.

// Domain C5.
enum class EmploymentType { kFullTime, kPartTime, kSelfEmployment, kZeroHours };
enum class ContractType { kPermanent, kTemporary, kSelfEmployment };
enum class SalaryPeriod { kHour, kDay, kWeek, kMonth, kYear };
enum class JobState { kAgreed, kStartAtRisk, kStarted, kEnded, kWithdrawn };
enum class JobEndReason {
  kResigned,
  kContractEnded,
  kDismissed,
  kRedundant,
  kHealth,
  kOtherJob,
  kReturnedToCustody,
  kOther,
};
// The second clock of domain C4: 6 weeks (MI016) and 6 months (MI017) after release.
enum class CheckInKind { kSixWeeks, kSixMonths };
enum class StatusValue { kEmployed, kNotEmployed, kNotAvailable, kUnknown };
enum class RightToWork { kUnanswered, kNo, kYes };
// How a moved release day touched something (ttg.common.v1.ReleaseDayOutcome).
enum class DayOutcome { kNotAffected, kMoved, kAtRisk };

std::string_view ToString(EmploymentType value);
std::string_view ToString(ContractType value);
std::string_view ToString(SalaryPeriod value);
std::string_view ToString(JobState value);
std::string_view ToString(JobEndReason value);
std::string_view ToString(CheckInKind value);
std::string_view ToString(StatusValue value);
std::string_view ToString(RightToWork value);
std::string_view ToString(DayOutcome value);

template <typename Code>
std::optional<Code> Parse(std::string_view text);

template <>
std::optional<EmploymentType> Parse(std::string_view text);
template <>
std::optional<ContractType> Parse(std::string_view text);
template <>
std::optional<SalaryPeriod> Parse(std::string_view text);
template <>
std::optional<JobState> Parse(std::string_view text);
template <>
std::optional<JobEndReason> Parse(std::string_view text);
template <>
std::optional<CheckInKind> Parse(std::string_view text);
template <>
std::optional<StatusValue> Parse(std::string_view text);
template <>
std::optional<RightToWork> Parse(std::string_view text);
template <>
std::optional<DayOutcome> Parse(std::string_view text);

}  // namespace ttg::employment

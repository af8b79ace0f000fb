#include "employment/domain/codes.h"

#include <array>

namespace ttg::employment {

namespace {

template <typename Code, std::size_t N>
std::optional<Code> Among(const std::array<Code, N>& codes, std::string_view text) {
  for (const Code code : codes) {
    if (ToString(code) == text) return code;
  }
  return std::nullopt;
}

}  // namespace

std::string_view ToString(EmploymentType value) {
  switch (value) {
    case EmploymentType::kFullTime:
      return "FULL_TIME";
    case EmploymentType::kPartTime:
      return "PART_TIME";
    case EmploymentType::kSelfEmployment:
      return "SELF_EMPLOYMENT";
    case EmploymentType::kZeroHours:
      return "ZERO_HOURS";
  }
  return "";
}

template <>
std::optional<EmploymentType> Parse(std::string_view text) {
  return Among(std::array{EmploymentType::kFullTime, EmploymentType::kPartTime,
                          EmploymentType::kSelfEmployment, EmploymentType::kZeroHours},
               text);
}

std::string_view ToString(ContractType value) {
  switch (value) {
    case ContractType::kPermanent:
      return "PERMANENT";
    case ContractType::kTemporary:
      return "TEMPORARY";
    case ContractType::kSelfEmployment:
      return "SELF_EMPLOYMENT";
  }
  return "";
}

template <>
std::optional<ContractType> Parse(std::string_view text) {
  return Among(
      std::array{ContractType::kPermanent, ContractType::kTemporary, ContractType::kSelfEmployment},
      text);
}

std::string_view ToString(SalaryPeriod value) {
  switch (value) {
    case SalaryPeriod::kHour:
      return "HOUR";
    case SalaryPeriod::kDay:
      return "DAY";
    case SalaryPeriod::kWeek:
      return "WEEK";
    case SalaryPeriod::kMonth:
      return "MONTH";
    case SalaryPeriod::kYear:
      return "YEAR";
  }
  return "";
}

template <>
std::optional<SalaryPeriod> Parse(std::string_view text) {
  return Among(std::array{SalaryPeriod::kHour, SalaryPeriod::kDay, SalaryPeriod::kWeek,
                          SalaryPeriod::kMonth, SalaryPeriod::kYear},
               text);
}

std::string_view ToString(JobState value) {
  switch (value) {
    case JobState::kAgreed:
      return "AGREED";
    case JobState::kStartAtRisk:
      return "START_AT_RISK";
    case JobState::kStarted:
      return "STARTED";
    case JobState::kEnded:
      return "ENDED";
    case JobState::kWithdrawn:
      return "WITHDRAWN";
  }
  return "";
}

template <>
std::optional<JobState> Parse(std::string_view text) {
  return Among(std::array{JobState::kAgreed, JobState::kStartAtRisk, JobState::kStarted,
                          JobState::kEnded, JobState::kWithdrawn},
               text);
}

std::string_view ToString(JobEndReason value) {
  switch (value) {
    case JobEndReason::kResigned:
      return "RESIGNED";
    case JobEndReason::kContractEnded:
      return "CONTRACT_ENDED";
    case JobEndReason::kDismissed:
      return "DISMISSED";
    case JobEndReason::kRedundant:
      return "REDUNDANT";
    case JobEndReason::kHealth:
      return "HEALTH";
    case JobEndReason::kOtherJob:
      return "OTHER_JOB";
    case JobEndReason::kReturnedToCustody:
      return "RETURNED_TO_CUSTODY";
    case JobEndReason::kOther:
      return "OTHER";
  }
  return "";
}

template <>
std::optional<JobEndReason> Parse(std::string_view text) {
  return Among(
      std::array{JobEndReason::kResigned, JobEndReason::kContractEnded, JobEndReason::kDismissed,
                 JobEndReason::kRedundant, JobEndReason::kHealth, JobEndReason::kOtherJob,
                 JobEndReason::kReturnedToCustody, JobEndReason::kOther},
      text);
}

std::string_view ToString(CheckInKind value) {
  switch (value) {
    case CheckInKind::kSixWeeks:
      return "SIX_WEEKS";
    case CheckInKind::kSixMonths:
      return "SIX_MONTHS";
  }
  return "";
}

template <>
std::optional<CheckInKind> Parse(std::string_view text) {
  return Among(std::array{CheckInKind::kSixWeeks, CheckInKind::kSixMonths}, text);
}

std::string_view ToString(StatusValue value) {
  switch (value) {
    case StatusValue::kEmployed:
      return "EMPLOYED";
    case StatusValue::kNotEmployed:
      return "NOT_EMPLOYED";
    case StatusValue::kNotAvailable:
      return "NOT_AVAILABLE";
    case StatusValue::kUnknown:
      return "UNKNOWN";
  }
  return "";
}

template <>
std::optional<StatusValue> Parse(std::string_view text) {
  return Among(std::array{StatusValue::kEmployed, StatusValue::kNotEmployed,
                          StatusValue::kNotAvailable, StatusValue::kUnknown},
               text);
}

std::string_view ToString(RightToWork value) {
  switch (value) {
    case RightToWork::kUnanswered:
      return "UNANSWERED";
    case RightToWork::kNo:
      return "NO";
    case RightToWork::kYes:
      return "YES";
  }
  return "";
}

template <>
std::optional<RightToWork> Parse(std::string_view text) {
  return Among(std::array{RightToWork::kUnanswered, RightToWork::kNo, RightToWork::kYes}, text);
}

std::string_view ToString(DayOutcome value) {
  switch (value) {
    case DayOutcome::kNotAffected:
      return "NOT_AFFECTED";
    case DayOutcome::kMoved:
      return "MOVED";
    case DayOutcome::kAtRisk:
      return "AT_RISK";
  }
  return "";
}

template <>
std::optional<DayOutcome> Parse(std::string_view text) {
  return Among(std::array{DayOutcome::kNotAffected, DayOutcome::kMoved, DayOutcome::kAtRisk}, text);
}

}  // namespace ttg::employment

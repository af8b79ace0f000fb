#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "employment/domain/codes.h"
#include "kernel/id.h"
#include "kernel/result.h"

namespace ttg::employment {

using JobId = Id<struct JobTag>;
using StatusId = Id<struct StatusTag>;
// As the list of vacancies gives them.
using VacancyId = Reference<struct VacancyTag>;
using EmployerId = Reference<struct EmployerTag>;
// Where a piece of evidence lies.
using EvidenceReference = Reference<struct EvidenceTag>;

// An amount is never said without what it is paid for (domain C5).
struct Salary {
  std::int64_t pence = 0;
  SalaryPeriod period = SalaryPeriod::kHour;

  friend bool operator==(const Salary&, const Salary&) = default;
};

// What is required of a job (domain C5), beside its start.
struct JobDetails {
  EmploymentType type;
  EmployerId employer;
  std::string employer_name;
  std::string title;
  // SOC 2020, four digits.
  std::string soc2020;
  std::optional<Salary> salary;

  friend bool operator==(const JobDetails&, const JobDetails&) = default;
};

// True for a SOC 2020 unit group: four digits, the first not 0.
bool IsSoc2020(const std::string& text);

// Errors: Invalid / EMPLOYER_NAME_REQUIRED, JOB_TITLE_REQUIRED, SOC2020_MALFORMED,
// SALARY_NOT_POSITIVE.
Result<void> CheckDetails(const JobDetails& details);

}  // namespace ttg::employment

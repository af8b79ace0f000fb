#pragma once

#include <optional>
#include <string>

#include "employment/domain/job.h"
#include "employment/domain/vacancy.h"

namespace ttg::employment {

// A job start as a caller states it. With a vacancy, what is left out is taken from the vacancy.
struct StatedStart {
  std::optional<VacancyId> vacancy;
  std::optional<EmploymentType> type;
  std::optional<EmployerId> employer;
  std::string employer_name;
  std::string title;
  std::string soc2020;
  std::optional<Salary> salary;
  Date start_date;
  bool on_temporary_release = false;
};

// Errors: Invalid / EMPLOYMENT_TYPE_REQUIRED, EMPLOYER_REQUIRED, EMPLOYER_NOT_OF_VACANCY.
Result<JobStart> Complete(const StatedStart& stated, const std::optional<Vacancy>& vacancy);

}  // namespace ttg::employment

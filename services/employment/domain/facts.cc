#include "employment/domain/facts.h"

#include <algorithm>

namespace ttg::employment {

namespace {

Error EmployerNameRequired() {
  return InvalidField("details.employer_name", "EMPLOYER_NAME_REQUIRED", "say who the employer is");
}

Error JobTitleRequired() {
  return InvalidField("details.title", "JOB_TITLE_REQUIRED", "say what the job is");
}

Error Soc2020Malformed() {
  return InvalidField("details.soc2020", "SOC2020_MALFORMED",
                      "a SOC 2020 code has four digits and does not begin with 0");
}

Error SalaryNotPositive() {
  return InvalidField("details.salary.pence", "SALARY_NOT_POSITIVE",
                      "a salary is more than nothing; leave it out where it is not known");
}

}  // namespace

bool IsSoc2020(const std::string& text) {
  return text.size() == 4 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> CheckDetails(const JobDetails& details) {
  if (details.employer_name.empty()) return EmployerNameRequired();
  if (details.title.empty()) return JobTitleRequired();
  if (!IsSoc2020(details.soc2020)) return Soc2020Malformed();
  if (details.salary && details.salary->pence <= 0) return SalaryNotPositive();
  return {};
}

}  // namespace ttg::employment

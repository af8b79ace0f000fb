#include "employment/app/stated_start.h"

namespace ttg::employment {

namespace {

Error EmploymentTypeRequired() {
  return InvalidField("details.employment_type", "EMPLOYMENT_TYPE_REQUIRED",
                      "say how the person is employed");
}

Error EmployerRequired() {
  return InvalidField("details.employer_id", "EMPLOYER_REQUIRED", "say who the employer is");
}

Error EmployerNotOfVacancy() {
  return InvalidField("details.employer_id", "EMPLOYER_NOT_OF_VACANCY",
                      "the vacancy belongs to another employer");
}

EmploymentType TypeOf(const VacancyFacts& vacancy) {
  return vacancy.contract == ContractType::kSelfEmployment ? EmploymentType::kSelfEmployment
                                                           : vacancy.hours;
}

void TakeFrom(const VacancyFacts& vacancy, StatedStart& stated) {
  if (!stated.type) stated.type = TypeOf(vacancy);
  stated.employer = vacancy.employer;
  if (stated.employer_name.empty()) stated.employer_name = vacancy.employer_name;
  if (stated.title.empty()) stated.title = vacancy.title;
  if (stated.soc2020.empty()) stated.soc2020 = vacancy.soc2020;
  if (!stated.salary) stated.salary = vacancy.salary_from;
}

}  // namespace

Result<JobStart> Complete(const StatedStart& stated, const std::optional<Vacancy>& vacancy) {
  StatedStart whole = stated;
  if (vacancy) {
    const VacancyFacts& facts = vacancy->snapshot().facts;
    if (stated.employer && *stated.employer != facts.employer) return EmployerNotOfVacancy();
    TakeFrom(facts, whole);
  }
  if (!whole.type) return EmploymentTypeRequired();
  if (!whole.employer) return EmployerRequired();
  return JobStart{.details = {.type = *whole.type,
                              .employer = *whole.employer,
                              .employer_name = whole.employer_name,
                              .title = whole.title,
                              .soc2020 = whole.soc2020,
                              .salary = whole.salary},
                  .vacancy = whole.vacancy,
                  .start_date = whole.start_date,
                  .on_temporary_release = whole.on_temporary_release};
}

}  // namespace ttg::employment

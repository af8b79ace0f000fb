#include "employment/app/refusals.h"

namespace ttg::employment {

Error PersonNotFound() { return NotFound("PERSON_NOT_FOUND", "there is nobody with that id here"); }

Error VacancyNotFound() {
  return NotFound("VACANCY_NOT_FOUND", "there is no vacancy with that id");
}

Error JobNotFound() { return NotFound("JOB_NOT_FOUND", "there is no job with that id here"); }

Error StatusNotFound() {
  return NotFound("STATUS_NOT_FOUND", "there is no employment status with that id here");
}

Error AnswerNotFound() {
  return NotFound("ANSWER_NOT_FOUND", "no such change of this person's release day was answered");
}

Result<void> CheckVersion(std::int64_t expected, std::int64_t current) {
  if (expected == current) return {};
  return Stale("ETAG_STALE", "it has changed since it was read; read it again");
}

}  // namespace ttg::employment

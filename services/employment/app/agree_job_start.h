#pragma once

#include "employment/app/ports.h"
#include "employment/app/stated_start.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Agrees a start for a day to come, and takes a position of its vacancy.
class AgreeJobStart {
 public:
  struct Command {
    PersonId person;
    StatedStart start;
  };

  AgreeJobStart(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // Errors: NotFound, those of Job::Agree and Vacancy::TakePosition, Duplicate /
  // JOB_ALREADY_RECORDED.
  Result<Job> operator()(EmploymentStore& store, const Command& command) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

// The vacancy that a start names, locked; nothing where it names none. Errors: NotFound.
Result<std::optional<Vacancy>> LockVacancyOf(EmploymentStore& store, const StatedStart& start);

// Stores a new job, takes its position and announces it.
Result<void> AddWithPosition(EmploymentStore& store, const Job& job,
                             std::optional<Vacancy>& vacancy, Date today);

}  // namespace ttg::employment

#include "employment/app/agree_job_start.h"

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<std::optional<Vacancy>> LockVacancyOf(EmploymentStore& store, const StatedStart& start) {
  if (!start.vacancy) return std::optional<Vacancy>();
  TTG_TRY(auto vacancy, store.LockVacancy(*start.vacancy));
  if (!vacancy) return VacancyNotFound();
  return vacancy;
}

Result<void> AddWithPosition(EmploymentStore& store, const Job& job,
                             std::optional<Vacancy>& vacancy, Date today) {
  if (vacancy) {
    // A job that has started is recorded though the vacancy has closed since.
    const bool started = job.snapshot().state == JobState::kStarted;
    TTG_RETURN_IF_ERROR(started ? vacancy->TakePositionOfAStartedJob()
                                : vacancy->TakePosition(today));
    TTG_RETURN_IF_ERROR(store.SaveVacancy(*vacancy));
  }
  TTG_RETURN_IF_ERROR(store.AddJob(job));
  return store.Announce(job.Announcement());
}

Result<Job> AgreeJobStart::operator()(EmploymentStore& store, const Command& command) const {
  // The person first, then the vacancy: the same order everywhere, so that no two calls can wait
  // for one another.
  TTG_TRY(const auto person, store.LockPerson(command.person));
  if (!person) return PersonNotFound();
  TTG_TRY(auto vacancy, LockVacancyOf(store, command.start));
  TTG_TRY(const JobStart start, Complete(command.start, vacancy));
  TTG_TRY(const auto id, JobId::Parse(ids_.NewId()));
  TTG_TRY(Job job, Job::Agree(id, *person, start, clock_.Today()));
  TTG_TRY(const auto same,
          store.FindJobByStart(person->id, start.details.employer, start.start_date));
  if (same) {
    return Duplicate("JOB_ALREADY_RECORDED", "this start with this employer is already recorded");
  }
  TTG_RETURN_IF_ERROR(AddWithPosition(store, job, vacancy, clock_.Today()));
  return job;
}

}  // namespace ttg::employment

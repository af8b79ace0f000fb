#include "employment/app/record_job_start.h"

#include <utility>

#include "employment/app/agree_job_start.h"
#include "employment/app/refusals.h"

namespace ttg::employment {

Result<Job> RecordJobStart::operator()(EmploymentStore& store, const Command& command) const {
  TTG_TRY(const auto person, store.LockPerson(command.person));
  if (!person) return PersonNotFound();
  if (!command.agreed) return BeginNew(store, *person, command.start);
  TTG_TRY(auto job, store.FindJob(command.agreed->job));
  if (!job || job->snapshot().person != person->id) return JobNotFound();
  TTG_RETURN_IF_ERROR(CheckVersion(command.agreed->expected_version, job->snapshot().version));
  return StartAgreed(store, *person, *std::move(job), command.start);
}

Result<Job> RecordJobStart::StartAgreed(EmploymentStore& store, const Person& person, Job job,
                                        const StatedStart& start) const {
  TTG_TRY(const auto started,
          job.Start(person, start.start_date, start.on_temporary_release, clock_.Today()));
  TTG_RETURN_IF_ERROR(store.SaveJob(job));
  TTG_RETURN_IF_ERROR(store.Announce(started));
  return job;
}

Result<Job> RecordJobStart::BeginNew(EmploymentStore& store, const Person& person,
                                     const StatedStart& stated) const {
  TTG_TRY(auto vacancy, LockVacancyOf(store, stated));
  TTG_TRY(const JobStart start, Complete(stated, vacancy));
  TTG_TRY(const auto id, JobId::Parse(ids_.NewId()));
  TTG_TRY(Job job, Job::Begin(id, person, start, clock_.Today()));
  TTG_TRY(auto same, store.FindJobByStart(person.id, start.details.employer, start.start_date));
  if (!same) {
    TTG_RETURN_IF_ERROR(AddWithPosition(store, job, vacancy, clock_.Today()));
    return job;
  }
  const JobState state = same->snapshot().state;
  if (state == JobState::kStarted || state == JobState::kEnded) return *std::move(same);
  return StartAgreed(store, person, *std::move(same), stated);
}

}  // namespace ttg::employment

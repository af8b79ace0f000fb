#include "employment/app/withdraw_job_start.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<Job> WithdrawJobStart::operator()(EmploymentStore& store, const Command& command) const {
  TTG_TRY(auto job, store.FindJob(command.job));
  if (!job) return JobNotFound();
  TTG_RETURN_IF_ERROR(CheckVersion(command.expected_version, job->snapshot().version));
  TTG_TRY(const auto withdrawn, job->Withdraw());
  TTG_RETURN_IF_ERROR(store.SaveJob(*job));
  if (const auto& named = job->snapshot().start.vacancy) {
    TTG_TRY(auto vacancy, store.LockVacancy(*named));
    if (!vacancy) return VacancyNotFound();
    vacancy->GivePositionBack();
    TTG_RETURN_IF_ERROR(store.SaveVacancy(*vacancy));
  }
  TTG_RETURN_IF_ERROR(store.Announce(withdrawn));
  return *std::move(job);
}

}  // namespace ttg::employment

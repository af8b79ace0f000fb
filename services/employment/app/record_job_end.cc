#include "employment/app/record_job_end.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<Job> RecordJobEnd::operator()(EmploymentStore& store, const Command& command) const {
  TTG_TRY(auto job, store.FindJob(command.job));
  if (!job) return JobNotFound();
  TTG_RETURN_IF_ERROR(CheckVersion(command.expected_version, job->snapshot().version));
  TTG_TRY(const auto ended, job->End(command.ended_on, command.reason, clock_.Today()));
  TTG_RETURN_IF_ERROR(store.SaveJob(*job));
  TTG_RETURN_IF_ERROR(store.Announce(ended));
  return *std::move(job);
}

}  // namespace ttg::employment

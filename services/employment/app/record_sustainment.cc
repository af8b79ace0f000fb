#include "employment/app/record_sustainment.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<Job> RecordSustainment::operator()(EmploymentStore& store, const CallContext& call,
                                          const Command& command) const {
  TTG_TRY(auto job, store.FindJob(command.job));
  if (!job) return JobNotFound();
  TTG_RETURN_IF_ERROR(CheckVersion(command.expected_version, job->snapshot().version));
  TTG_TRY(const auto sustained,
          job->Sustain(command.weeks, command.evidence, call.actor, clock_.Now(), clock_.Today()));
  if (!sustained) return *std::move(job);
  TTG_RETURN_IF_ERROR(store.SaveJob(*job));
  TTG_RETURN_IF_ERROR(store.Announce(*sustained));
  return *std::move(job);
}

}  // namespace ttg::employment

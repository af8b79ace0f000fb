#include "release/app/bulk/run_bulk_change.h"

#include <utility>

namespace ttg::release {

Result<BulkChange> RunBulkChange::operator()(BulkStore& jobs, const CallContext& call,
                                             const Command& command) const {
  TTG_TRY(BulkChange job, jobs.Find(command.job));
  if (job.snapshot().version != command.expected_version) return BulkChangeChanged();
  TTG_RETURN_IF_ERROR(job.Run(call.actor, call.scope, calendar_.Current()->version()));
  return jobs.Save(std::move(job));
}

}  // namespace ttg::release

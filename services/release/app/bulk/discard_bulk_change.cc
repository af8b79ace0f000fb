#include "release/app/bulk/discard_bulk_change.h"

#include <utility>

namespace ttg::release {

Result<BulkChange> DiscardBulkChange::operator()(BulkStore& jobs, const CallContext&,
                                                 const Command& command) const {
  TTG_TRY(BulkChange job, jobs.Find(command.job));
  if (job.snapshot().version != command.expected_version) return BulkChangeChanged();
  TTG_RETURN_IF_ERROR(job.Discard());
  return jobs.Save(std::move(job));
}

}  // namespace ttg::release

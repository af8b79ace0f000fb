#include "employment/app/check_employment_status.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<EmploymentStatus> CheckEmploymentStatus::operator()(EmploymentStore& store,
                                                           const CallContext& call,
                                                           const Command& command) const {
  TTG_TRY(auto status, store.FindStatus(command.status));
  if (!status) return StatusNotFound();
  TTG_RETURN_IF_ERROR(CheckVersion(command.expected_version, status->snapshot().version));
  TTG_TRY(const auto checked, status->Check(call.actor, clock_.Now()));
  TTG_RETURN_IF_ERROR(store.SaveStatus(*status));
  TTG_RETURN_IF_ERROR(store.Announce(checked));
  return *std::move(status);
}

}  // namespace ttg::employment

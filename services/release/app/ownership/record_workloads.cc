#include "release/app/ownership/record_workloads.h"

#include <utility>

namespace ttg::release {

Result<std::optional<std::string>> RecordWorkloads::operator()(OwnershipStore& store,
                                                               const std::string& after,
                                                               int limit) const {
  const Date today = clock_.Today();
  TTG_TRY(const auto workers, store.NextWorkers(after, limit));
  if (workers.empty()) return std::optional<std::string>();
  TTG_TRY(const auto loads, store.CountLoads({.workers = workers}, today));
  std::vector<WeekLoad> week;
  week.reserve(loads.size());
  for (const WorkerLoad& one : loads) week.push_back({one.worker, one.load});
  TTG_RETURN_IF_ERROR(store.RecordWeek(WeekOf(today), week));
  return std::optional(workers.back().str());
}

}  // namespace ttg::release

#include "release/app/ownership/list_workloads.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ttg::release {
namespace {

// The order of the list: the fullest first, then by id.
bool Before(const WorkloadCursor& one, const WorkloadCursor& other) {
  if (one.load.IsFullerThan(other.load)) return true;
  if (other.load.IsFullerThan(one.load)) return false;
  return one.worker < other.worker;
}

using WeeksOver = std::map<ActorId, std::set<Date>>;

Result<WeeksOver> WeeksOverOf(OwnershipStore& store, const std::vector<WorkerLoad>& loads,
                              Date today) {
  std::vector<ActorId> over;
  for (const WorkerLoad& one : loads) {
    if (one.load.IsOver()) over.push_back(one.worker);
  }
  if (over.empty()) return WeeksOver();
  return store.FindWeeksOver(over, WeekOf(today) - 7 * (kExcessiveWeeks - 1));
}

bool IsExcessiveLoad(const WorkerLoad& load, const WeeksOver& weeks, Date today) {
  const auto found = weeks.find(load.worker);
  return found != weeks.end() && IsExcessive(load.load.IsOver(), found->second, today);
}

}  // namespace

Result<std::vector<WorkloadView>> ViewWorkloads(OwnershipStore& store,
                                                const std::vector<WorkerLoad>& loads, Date today) {
  std::vector<ActorId> ids;
  ids.reserve(loads.size());
  for (const WorkerLoad& one : loads) ids.push_back(one.worker);
  std::map<ActorId, Worker> workers;
  TTG_TRY(auto found, store.FindWorkers(ids));
  for (Worker& worker : found) workers.emplace(worker.id(), std::move(worker));
  TTG_TRY(const WeeksOver weeks, WeeksOverOf(store, loads, today));
  std::vector<WorkloadView> views;
  views.reserve(loads.size());
  for (const WorkerLoad& one : loads) {
    const auto worker = workers.find(one.worker);
    if (worker == workers.end()) continue;
    views.push_back({worker->second, one.load, IsExcessiveLoad(one, weeks, today),
                     worker->second.IsAbsentOn(today)});
  }
  return views;
}

Result<std::vector<WorkloadView>> ListWorkloads::operator()(OwnershipStore& store,
                                                            const Query& query) const {
  const Date today = clock_.Today();
  TTG_TRY(auto loads, store.CountLoads(query.workers, today));
  std::erase_if(loads, [&](const WorkerLoad& one) {
    const bool gone = one.leaves_on && *one.leaves_on < today && one.load.cases == 0;
    const bool shown = query.after && !Before(*query.after, {one.load, one.worker});
    return gone || shown || (query.excessive_only && !one.load.IsOver());
  });
  if (query.excessive_only) {
    TTG_TRY(const WeeksOver weeks, WeeksOverOf(store, loads, today));
    std::erase_if(loads,
                  [&](const WorkerLoad& one) { return !IsExcessiveLoad(one, weeks, today); });
  }
  const auto page = std::min(loads.size(), static_cast<std::size_t>(query.limit));
  const auto end = loads.begin() + static_cast<std::ptrdiff_t>(page);
  std::partial_sort(loads.begin(), end, loads.end(),
                    [](const WorkerLoad& one, const WorkerLoad& other) {
                      return Before({one.load, one.worker}, {other.load, other.worker});
                    });
  loads.erase(end, loads.end());
  return ViewWorkloads(store, loads, today);
}

}  // namespace ttg::release

#include "release/app/ownership/preview_reallocation.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ttg::release {
namespace {

Error Refused(const char* reason, const char* message) {
  return InvalidField("to_owner_ids", reason, message);
}
Error ReceiversMissing() { return Refused("RECEIVERS_MISSING", "say who may take the cases"); }
Error WorkerUnknown() {
  return Refused("WORKER_UNKNOWN", "one of them is not registered as a worker");
}
Error WorkerAwayOrLeaving() {
  return Refused("WORKER_AWAY_OR_LEAVING", "one of them is absent or leaves");
}
Error WorkerWithoutHours() {
  return Refused("WORKER_WITHOUT_HOURS", "one of them has no hours for cases");
}
Error SenderIsReceiver() {
  return Refused("SENDER_IS_RECEIVER", "whoever gives the cases cannot take them");
}

Result<void> CheckReceivers(OwnershipStore& store, const ReallocationQuery& query, Date today) {
  if (query.to.empty()) return ReceiversMissing();
  if (std::ranges::find(query.to, query.from) != query.to.end()) return SenderIsReceiver();
  TTG_TRY(const auto workers, store.FindWorkers(query.to));
  if (workers.size() < query.to.size()) return WorkerUnknown();
  for (const Worker& worker : workers) {
    if (!worker.TakesCasesOn(today)) return WorkerAwayOrLeaving();
    const Worker::Description& is = worker.snapshot().is;
    if (AvailablePoints(is.contracted_minutes, is.reduced_minutes) == 0) {
      return WorkerWithoutHours();
    }
  }
  return {};
}

Result<std::vector<OwnedCase>> CasesToGive(OwnershipStore& store, const ReallocationQuery& query,
                                           Date today) {
  TTG_TRY(const auto all, store.ListCases(query.from, today));
  if (all.empty()) TTG_RETURN_IF_ERROR(store.FindWorker(query.from));
  const std::size_t asked = static_cast<std::size_t>(query.cases);
  const std::size_t count = query.cases == 0 ? all.size() : std::min(all.size(), asked);
  std::vector<OwnedCase> cases;
  cases.reserve(count);
  for (std::size_t i = 0; i < count; ++i) cases.push_back({all[i].person, all[i].points});
  return cases;
}

// In the order in which they were asked for, so that the plan does not hang on the database's.
std::vector<Receiver> InOrder(const std::vector<WorkerLoad>& loads,
                              const std::vector<ActorId>& order) {
  std::map<ActorId, Workload> by_worker;
  for (const WorkerLoad& one : loads) by_worker.emplace(one.worker, one.load);
  std::vector<Receiver> receivers;
  receivers.reserve(order.size());
  for (const ActorId& worker : order) receivers.push_back({worker, by_worker[worker]});
  return receivers;
}

}  // namespace

Result<ReallocationPlan> PreviewReallocation::Plan(OwnershipStore& store,
                                                   const ReallocationQuery& query) const {
  const Date today = clock_.Today();
  TTG_RETURN_IF_ERROR(CheckReceivers(store, query, today));
  TTG_TRY(const auto cases, CasesToGive(store, query, today));
  TTG_TRY(const auto loads, store.CountLoads({.workers = query.to}, today));
  return PlanReallocation(cases, InOrder(loads, query.to));
}

Result<ReallocationPreview> PreviewReallocation::operator()(OwnershipStore& store,
                                                            const ReallocationQuery& query) const {
  const Date today = clock_.Today();
  TTG_TRY(ReallocationPlan plan, Plan(store, query));
  TTG_TRY(auto loads, store.CountLoads({.workers = {query.from}}, today));
  for (WorkerLoad& giver : loads) {
    for (const GivenCase& given : plan.given) {
      --giver.load.cases;
      giver.load.points -= given.points;
    }
  }
  for (const Receiver& receiver : plan.receivers) {
    loads.push_back({receiver.worker, std::nullopt, receiver.has});
  }
  TTG_TRY(auto views, ViewWorkloads(store, loads, today));
  return ReallocationPreview{std::move(plan), std::move(views)};
}

}  // namespace ttg::release

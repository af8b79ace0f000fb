#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/ownership/ports.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {

// The store of owners over SQLite and PostgreSQL, for one transaction and one caller.
class SqlOwnershipStore final : public OwnershipStore {
 public:
  // What it refers to outlives it.
  SqlOwnershipStore(store::Session& session, const CallContext& call, const EventEncoder& encode)
      : session_(session), call_(call), encode_(encode) {}

  Result<HandoverView> FindHandover(const HandoverId& id) override;
  Result<std::optional<HandoverView>> FindOffer(const PersonId& person) override;
  Result<std::vector<Handover>> SaveHandovers(std::vector<HandoverChange> changes) override;
  Result<std::vector<HandoverView>> ListHandovers(const HandoverQuery& query) override;
  Result<std::vector<DueLine>> ListDue(const DueQuery& query) override;
  Result<std::vector<HandoverView>> ListOver(Date today, Date assigned_through, int limit) override;

  Result<Worker> FindWorker(const ActorId& id) override;
  Result<std::vector<Worker>> FindWorkers(const std::vector<ActorId>& ids) override;
  Result<Worker> SaveWorker(const Worker& worker) override;

  Result<std::vector<WorkerLoad>> CountLoads(const WorkerQuery& query, Date today) override;
  Result<std::vector<ActorId>> NextWorkers(const std::string& after, int limit) override;
  Result<std::map<ActorId, std::set<Date>>> FindWeeksOver(const std::vector<ActorId>& workers,
                                                          Date from) override;
  Result<void> RecordWeek(Date week, const std::vector<WeekLoad>& loads) override;

  Result<std::vector<CaseOfOwner>> ListCases(const ActorId& owner, Date today) override;
  Result<void> RecordTransfers(const std::vector<CaseTransfer>& transfers, Instant at) override;
  Result<std::int64_t> CountTransfers(const ReallocationId& id) override;

  Result<std::vector<PersonId>> ListBelonging(const PrisonId& prison) override;
  Result<void> RecordClosure(const PrisonClosure& closure, Instant at) override;
  Result<PrisonClosure> FindClosure(const ClosureId& id) override;

 private:
  // Handovers h of people p, where `rest` says which and in which order.
  Result<std::vector<HandoverView>> QueryHandovers(std::string_view rest,
                                                   const store::Binds& binds);
  // "… AND" of the caller's reach over person p.
  std::string Reach(store::Binds& binds) const;
  Result<void> InsertWorker(const Worker::Snapshot& worker);
  Result<void> UpdateWorker(const Worker::Snapshot& worker);

  store::Session& session_;
  const CallContext& call_;
  const EventEncoder& encode_;
};

}  // namespace ttg::release

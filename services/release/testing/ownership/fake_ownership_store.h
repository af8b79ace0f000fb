#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "release/app/ownership/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakeOwnership {
  FakeReleases releases;
  std::map<std::string, Handover::Snapshot> handovers;
  std::map<std::string, Worker::Snapshot> workers;
  std::map<std::pair<std::string, Date>, Workload> weeks;
  std::vector<CaseTransfer> transfers;
  std::map<std::string, PrisonClosure> closures;
};

// The store of owners in memory, held to the same contract as the SQL.
class FakeOwnershipStore final : public OwnershipStore {
 public:
  FakeOwnershipStore(FakeOwnership& state, const CallContext& call) : state_(state), call_(call) {}

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
  const Person::Snapshot& PersonOf(const Handover::Snapshot& handover) const;
  bool InReach(const Person::Snapshot& person) const;
  HandoverView ViewOf(const Handover::Snapshot& handover) const;
  std::optional<DueLine> DueOf(const Person::Snapshot& person, const DueQuery& query) const;

  FakeOwnership& state_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing

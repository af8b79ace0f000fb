#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/plan/ports.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {

// Plans over SQLite and PostgreSQL, for one transaction and one caller.
class SqlPlanStore final : public PlanStore {
 public:
  // What it refers to outlives it.
  SqlPlanStore(store::Session& session, const CallContext& call, const EventEncoder& encode)
      : session_(session), call_(call), encode_(encode) {}

  Result<Plan> Find(const PersonId& person) override;
  Result<Plan> Save(const Plan& plan, const PlanChanges& changes) override;
  Result<std::vector<FiledReport>> ListReports(const ReportQuery& query) override;

 private:
  // Takes the next version, and with it the plan until the transaction ends.
  Result<void> TakeVersion(const Plan::Snapshot& plan);
  Result<void> WritePathways(const Plan::Snapshot& plan, const Plan::Snapshot& before);
  Result<void> WriteNeed(const PersonId& person, const Need& need, const Need* before);
  Result<void> WriteReports(const Plan::Snapshot& plan, const Plan::Snapshot& before);
  Result<void> WriteCopyOf(const PlanChanges& changes);
  Result<void> Upsert(std::string_view table, std::string_view columns, std::string_view key,
                      std::vector<store::Value> values);

  store::Session& session_;
  const CallContext& call_;
  const EventEncoder& encode_;
  // Plans as this transaction has read or written them, so that only what changes is written.
  std::map<PersonId, Plan::Snapshot> stored_;
};

}  // namespace ttg::release

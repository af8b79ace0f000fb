#pragma once

#include <map>
#include <vector>

#include "release/app/plan/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakePlans {
  std::map<PersonId, Plan::Snapshot> plans;
  std::map<ReportId, std::pair<PersonId, FiledReport>> reports;
  std::vector<Announced> announced;
};

// The store in memory, held to the same contract as the SQL.
class FakePlanStore final : public PlanStore {
 public:
  explicit FakePlanStore(FakePlans& state) : state_(state) {}

  Result<Plan> Find(const PersonId& person) override;
  Result<Plan> Save(const Plan& plan, const PlanChanges& changes) override;
  Result<std::vector<FiledReport>> ListReports(const ReportQuery& query) override;

 private:
  FakePlans& state_;
};

}  // namespace ttg::release::testing

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <gmock/gmock.h>

#include "platform/testing/store_runner.h"
#include "release/app/plan/ports.h"
#include "release/app/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

// The two stores that a command on a plan needs, bound to one transaction.
struct PlanTx {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<PlanStore> plans;
};

// What every PlanStore promises.
using PlanRunner = ttg::testing::StoreRunner<PlanTx>;

struct BoundPlans {
  std::unique_ptr<PlanRunner> runner;
  // What was announced, perhaps by a change that was undone later.
  std::function<std::vector<Announced>()> announced;
};
using MakeBoundPlans = std::function<BoundPlans()>;

// The same over two people, 1 and 2, about whom nothing is planned yet.
class PlanStoreContract : public ::testing::TestWithParam<MakeBoundPlans> {
 protected:
  void SetUp() override;

  PlanRunner& store() const { return *bound_.runner; }
  // Each in a transaction of its own; a failure fails the test.
  Plan Found(int person = 1);
  Plan Saved(const Plan& plan, const PlanChanges& changes = {});
  std::vector<FiledReport> Reports(const ReportQuery& query);

  BoundPlans bound_ = GetParam()();
};

}  // namespace ttg::release::testing

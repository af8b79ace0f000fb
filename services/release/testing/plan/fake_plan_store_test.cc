#include "release/testing/plan/fake_plan_store.h"

#include "release/testing/plan/builders.h"
#include "release/testing/plan/plan_store_contract.h"

namespace ttg::release::testing {
namespace {

struct FakeState {
  FakeReleases releases;
  FakePlans plans;
};

BoundPlans MakeFake() {
  auto call = std::make_shared<CallContext>(AWorkersCall());
  using Runner = ttg::testing::FakeRunner<PlanTx, FakeState>;
  auto runner = std::make_unique<Runner>([call](FakeState& state) {
    return std::make_unique<PlanTx>(
        PlanTx{std::make_unique<FakeReleaseStore>(state.releases, *call),
               std::make_unique<FakePlanStore>(state.plans)});
  });
  const Runner* fake = runner.get();
  return {std::move(runner), [fake] { return fake->state().plans.announced; }};
}

INSTANTIATE_TEST_SUITE_P(Fake, PlanStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

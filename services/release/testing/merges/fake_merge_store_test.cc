#include "release/testing/merges/fake_merge_store.h"

#include "release/testing/consent/fake_consent_store.h"
#include "release/testing/merges/merge_store_contract.h"

namespace ttg::release::testing {
namespace {

struct State {
  FakeReleases people;
  FakeMovements movements;
  FakeConsents consents;
  FakeMerges merges;
};

BoundMerges MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner = std::make_unique<ttg::testing::FakeRunner<MergeTx, State>>([call](State& state) {
    auto tx = std::make_unique<MergeTx>();
    tx->people = std::make_unique<FakeReleaseStore>(state.people, *call);
    tx->movements = std::make_unique<FakeMovementStore>(state.movements);
    tx->consents = std::make_unique<FakeConsentStore>(state.consents);
    tx->merges =
        std::make_unique<FakeMergeStore>(state.merges, state.movements, state.people, *call);
    return tx;
  });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, MergeContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

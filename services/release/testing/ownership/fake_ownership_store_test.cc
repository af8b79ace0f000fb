#include "release/testing/ownership/fake_ownership_store.h"

#include "release/testing/ownership/ownership_builders.h"
#include "release/testing/ownership/ownership_store_contract.h"

namespace ttg::release::testing {
namespace {

BoundOwnership MakeFake() {
  auto call = std::make_shared<CallContext>(ALead());
  auto runner = std::make_unique<ttg::testing::FakeRunner<PeopleAndOwners, FakeOwnership>>(
      [call](FakeOwnership& state) {
        return std::make_unique<PeopleAndOwners>(
            PeopleAndOwners{std::make_unique<FakeReleaseStore>(state.releases, *call),
                            std::make_unique<FakeOwnershipStore>(state, *call)});
      });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, OwnershipStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

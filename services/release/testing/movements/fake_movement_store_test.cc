#include "release/testing/movements/fake_movement_store.h"

#include "release/testing/fake_release_store.h"
#include "release/testing/movements/movement_store_contract.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {
namespace {

struct State {
  FakeReleases people;
  FakeMovements movements;
};

std::unique_ptr<MovementRunner> MakeFake() {
  static const CallContext call = ACaller();
  return std::make_unique<ttg::testing::FakeRunner<PeopleAndMovements, State>>([](State& state) {
    return std::make_unique<PeopleAndMovements>(
        PeopleAndMovements{std::make_unique<FakeReleaseStore>(state.people, call),
                           std::make_unique<FakeMovementStore>(state.movements)});
  });
}

INSTANTIATE_TEST_SUITE_P(Fake, MovementStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

#include "accommodation/testing/fake_accommodation_store.h"

#include <memory>

#include <rapidcheck.h>

#include "accommodation/testing/store_promises.h"

namespace ttg::accommodation::testing {
namespace {

using FakeRunner = ttg::testing::FakeRunner<AccommodationStore, FakeStock>;

std::unique_ptr<Runner> MakeFake(const CallContext& call) {
  return std::make_unique<FakeRunner>(
      [&call](FakeStock& stock) { return std::make_unique<FakeAccommodationStore>(stock, call); });
}

INSTANTIATE_TEST_SUITE_P(Fake, AccommodationStorePromises,
                         ::testing::Values(StoreUnderTest{"Fake", MakeFake}),
                         [](const auto& instance) { return instance.param.name; });

TEST(RandomHistories, NeverStoreOverlappingPlansAndSearchAgreesWithBooking) {
  const bool holds = rc::check("no overlap, and search agrees with booking", [] {
    const CallContext call = AllSeeingStaff();
    const auto store = MakeFake(call);
    PlayRandomHistory(*store, [](int n) { return *rc::gen::inRange(0, n); });
    RC_ASSERT_FALSE(::testing::Test::HasFailure());
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace ttg::accommodation::testing

#include "release/testing/timetable/fake_timetable_store.h"

#include "release/testing/builders.h"
#include "release/testing/timetable/timetable_store_contract.h"

namespace ttg::release::testing {
namespace {

BoundTimetables MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner = std::make_unique<ttg::testing::FakeRunner<TimetableStores, FakeTimetables>>(
      [call](FakeTimetables& state) {
        return std::make_unique<TimetableStores>(
            TimetableStores{std::make_unique<FakeReleaseStore>(state.releases, *call),
                            std::make_unique<FakeTimetableStore>(state, *call)});
      });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, TimetableStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

#include "release/testing/bulk/fake_bulk_store.h"

#include "release/testing/bulk/bulk_store_contract.h"
#include "release/testing/dates/fake_dates_store.h"

namespace ttg::release::testing {
namespace {

struct FakeDates {
  FakeReleases releases;
  FakeBulkChanges bulk;
};

BoundDates MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner =
      std::make_unique<ttg::testing::FakeRunner<DateStores, FakeDates>>([call](FakeDates& state) {
        return std::make_unique<DateStores>(
            DateStores{std::make_unique<FakeReleaseStore>(state.releases, *call),
                       std::make_unique<FakeDatesStore>(state.releases, *call),
                       std::make_unique<FakeBulkStore>(state.bulk, state.releases, *call)});
      });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, BulkStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

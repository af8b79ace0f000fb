#include "release/testing/fake_release_store.h"
#include "release/testing/lists/release_list_contract.h"

namespace ttg::release::testing {
namespace {

Bound MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner = std::make_unique<ttg::testing::FakeRunner<ReleaseStore, FakeReleases>>(
      [call](FakeReleases& state) { return std::make_unique<FakeReleaseStore>(state, *call); });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, ReleaseListFilters, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

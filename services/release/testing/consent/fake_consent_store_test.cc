#include "release/testing/consent/fake_consent_store.h"

#include "release/testing/consent/consent_store_contract.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {
namespace {

BoundConsents MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner = std::make_unique<ttg::testing::FakeRunner<ConsentTx, FakeConsents>>(
      [call](FakeConsents& state) {
        auto tx = std::make_unique<ConsentTx>();
        tx->people = std::make_unique<FakeReleaseStore>(state.people, *call);
        tx->consents = std::make_unique<FakeConsentStore>(state);
        return tx;
      });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, ConsentStoreContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

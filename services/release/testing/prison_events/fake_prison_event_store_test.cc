#include "release/testing/prison_events/fake_prison_event_store.h"

#include "release/testing/consent/fake_consent_store.h"
#include "release/testing/merges/fake_merge_store.h"
#include "release/testing/prison_events/prison_event_contract.h"

namespace ttg::release::testing {
namespace {

struct State {
  FakeReleases people;
  FakeMovements movements;
  FakeConsents consents;
  FakeMerges merges;
  FakePrisonEvents events;
};

BoundPrisonEvents MakeFake() {
  auto call = std::make_shared<CallContext>(ACaller());
  auto runner =
      std::make_unique<ttg::testing::FakeRunner<PrisonEventTx, State>>([call](State& state) {
        auto tx = std::make_unique<PrisonEventTx>();
        tx->people = std::make_unique<FakeReleaseStore>(state.people, *call);
        tx->movements = std::make_unique<FakeMovementStore>(state.movements);
        tx->consents = std::make_unique<FakeConsentStore>(state.consents);
        tx->merges =
            std::make_unique<FakeMergeStore>(state.merges, state.movements, state.people, *call);
        tx->events = std::make_unique<FakePrisonEventStore>(
            state.events, state.people, *call,
            [&state] { return [&state, kept = state] { state = kept; }; });
        return tx;
      });
  return {std::move(runner), std::move(call)};
}

INSTANTIATE_TEST_SUITE_P(Fake, PrisonEventContract, ::testing::Values(MakeFake));

}  // namespace
}  // namespace ttg::release::testing

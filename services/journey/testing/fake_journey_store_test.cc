#include "journey/testing/fake_journey_store.h"

#include "journey/testing/journey_store_contract.h"

namespace ttg::journey {
namespace {

INSTANTIATE_TEST_SUITE_P(Fake, JourneyStoreContract, ::testing::Values([] {
                           return std::make_unique<testing::FakeRunner<JourneyStore, FakeJourney>>(
                               [](FakeJourney& state) {
                                 return std::make_unique<FakeJourneyStore>(state);
                               });
                         }));

}  // namespace
}  // namespace ttg::journey

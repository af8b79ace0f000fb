#include "mentoring/testing/fake_mentoring_store.h"

#include "mentoring/testing/mentoring_store_contract.h"

namespace ttg::mentoring {

INSTANTIATE_TEST_SUITE_P(
    Fake, MentoringStoreContract, ::testing::Values(MakeMentoringRunner([] {
      return std::make_unique<testing::FakeRunner<MentoringStore, FakeMentoring>>(
          [](FakeMentoring& state) { return std::make_unique<FakeMentoringStore>(state); });
    })));

}  // namespace ttg::mentoring

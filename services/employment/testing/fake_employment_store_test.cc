#include "employment/testing/fake_employment_store.h"

#include "employment/testing/employment_store_contract.h"

namespace ttg::employment {
namespace {

std::unique_ptr<EmploymentRunner> OverFake(const CallContext& call) {
  return std::make_unique<testing::FakeRunner<EmploymentStore, FakeEmployment>>(
      [&call](FakeEmployment& state) {
        return std::make_unique<FakeEmploymentStore>(state, call);
      });
}

INSTANTIATE_TEST_SUITE_P(Fake, EmploymentStoreContract, ::testing::Values(OverFake));

}  // namespace
}  // namespace ttg::employment

#include "platform/testing/store_runner_contract.h"

namespace ttg::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Postgres, StoreRunnerContract,
                         ::testing::Values([] { return SqlShelf(StoreKind::kPostgres); }));

}  // namespace
}  // namespace ttg::testing

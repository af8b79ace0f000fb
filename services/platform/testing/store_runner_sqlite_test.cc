#include "platform/testing/store_runner_contract.h"

namespace ttg::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreRunnerContract,
                         ::testing::Values([] { return SqlShelf(StoreKind::kSqlite); }));

}  // namespace
}  // namespace ttg::testing

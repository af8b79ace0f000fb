#include "release/testing/movements/sql_movement_runner.h"

namespace ttg::release::testing {
namespace {

std::unique_ptr<MovementRunner> MakeSqlite() {
  return MakeSqlMovements(ttg::testing::StoreKind::kSqlite);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, MovementStoreContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

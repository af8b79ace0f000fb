#include "release/testing/movements/sql_movement_runner.h"

namespace ttg::release::testing {
namespace {

std::unique_ptr<MovementRunner> MakePostgres() {
  return MakeSqlMovements(ttg::testing::StoreKind::kPostgres);
}

INSTANTIATE_TEST_SUITE_P(Postgres, MovementStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

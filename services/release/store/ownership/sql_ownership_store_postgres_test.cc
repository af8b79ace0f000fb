#include "release/testing/ownership/sql_ownership_runner.h"

namespace ttg::release::testing {
namespace {

BoundOwnership MakePostgres() { return MakeSqlOwnership(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, OwnershipStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

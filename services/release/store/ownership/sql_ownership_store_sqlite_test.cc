#include "release/testing/ownership/sql_ownership_runner.h"

namespace ttg::release::testing {
namespace {

BoundOwnership MakeSqlite() { return MakeSqlOwnership(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, OwnershipStoreContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

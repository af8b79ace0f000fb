#include "release/testing/sql_runner.h"

namespace ttg::release::testing {
namespace {

Bound MakeSqlite() { return MakeSql(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, ReleaseStoreContract, ::testing::Values(MakeSqlite));
INSTANTIATE_TEST_SUITE_P(Sqlite, ReleaseStoreLists, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

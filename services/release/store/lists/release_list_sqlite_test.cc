#include "release/testing/lists/list_sql_contract.h"
#include "release/testing/lists/release_list_contract.h"
#include "release/testing/sql_runner.h"

namespace ttg::release::testing {
namespace {

Bound MakeSqlite() { return MakeSql(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, ReleaseListFilters, ::testing::Values(MakeSqlite));
INSTANTIATE_TEST_SUITE_P(Sqlite, ListSqlContract,
                         ::testing::Values(ttg::testing::StoreKind::kSqlite));

}  // namespace
}  // namespace ttg::release::testing

#include "release/testing/lists/list_sql_contract.h"
#include "release/testing/lists/release_list_contract.h"
#include "release/testing/sql_runner.h"

namespace ttg::release::testing {
namespace {

Bound MakePostgres() { return MakeSql(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, ReleaseListFilters, ::testing::Values(MakePostgres));
INSTANTIATE_TEST_SUITE_P(Postgres, ListSqlContract,
                         ::testing::Values(ttg::testing::StoreKind::kPostgres));

}  // namespace
}  // namespace ttg::release::testing

#include "release/testing/merges/moved_rows_contract.h"
#include "release/testing/merges/sql_merge_runner.h"

namespace ttg::release::testing {
namespace {

BoundMerges MakeSqlite() { return MakeSqlMerges(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, MergeContract, ::testing::Values(MakeSqlite));
INSTANTIATE_TEST_SUITE_P(Sqlite, MovedRowsContract,
                         ::testing::Values(ttg::testing::StoreKind::kSqlite));

}  // namespace
}  // namespace ttg::release::testing

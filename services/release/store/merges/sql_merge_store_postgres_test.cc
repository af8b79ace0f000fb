#include "release/testing/merges/moved_rows_contract.h"
#include "release/testing/merges/sql_merge_runner.h"

namespace ttg::release::testing {
namespace {

BoundMerges MakePostgres() { return MakeSqlMerges(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, MergeContract, ::testing::Values(MakePostgres));
INSTANTIATE_TEST_SUITE_P(Postgres, MovedRowsContract,
                         ::testing::Values(ttg::testing::StoreKind::kPostgres));

}  // namespace
}  // namespace ttg::release::testing

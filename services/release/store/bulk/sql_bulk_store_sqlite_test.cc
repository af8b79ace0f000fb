#include "release/testing/bulk/sql_bulk_runner.h"

namespace ttg::release::testing {
namespace {

BoundDates MakeSqlite() { return MakeSqlDates(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, BulkStoreContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

#include "release/testing/bulk/sql_bulk_runner.h"

namespace ttg::release::testing {
namespace {

BoundDates MakePostgres() { return MakeSqlDates(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, BulkStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

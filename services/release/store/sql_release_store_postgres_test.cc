#include "release/testing/sql_runner.h"

namespace ttg::release::testing {
namespace {

Bound MakePostgres() { return MakeSql(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, ReleaseStoreContract, ::testing::Values(MakePostgres));
INSTANTIATE_TEST_SUITE_P(Postgres, ReleaseStoreLists, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

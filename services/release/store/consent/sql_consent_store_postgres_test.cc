#include "release/testing/consent/consent_sql_runner.h"

namespace ttg::release::testing {
namespace {

BoundConsents MakePostgres() { return MakeSqlConsents(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, ConsentStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

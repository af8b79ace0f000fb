#include "release/testing/consent/consent_sql_runner.h"

namespace ttg::release::testing {
namespace {

BoundConsents MakeSqlite() { return MakeSqlConsents(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, ConsentStoreContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

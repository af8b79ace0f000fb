#include "platform/intake/import_engine_test_suite.h"

namespace ttg::intake {
namespace {

INSTANTIATE_TEST_SUITE_P(Sqlite, ImportEngineContract,
                         ::testing::Values(ttg::testing::StoreKind::kSqlite));

}  // namespace
}  // namespace ttg::intake

#include "platform/intake/import_engine_test_suite.h"

namespace ttg::intake {
namespace {

INSTANTIATE_TEST_SUITE_P(Postgres, ImportEngineContract,
                         ::testing::Values(ttg::testing::StoreKind::kPostgres));

}  // namespace
}  // namespace ttg::intake

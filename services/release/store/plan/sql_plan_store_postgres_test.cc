#include "release/testing/plan/sql_plan_runner.h"

namespace ttg::release::testing {
namespace {

BoundPlans MakePostgres() { return MakeSqlPlans(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, PlanStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

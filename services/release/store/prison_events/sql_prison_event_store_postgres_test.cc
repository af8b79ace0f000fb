#include "release/testing/prison_events/sql_prison_event_runner.h"

namespace ttg::release::testing {
namespace {

BoundPrisonEvents MakePostgres() { return MakeSqlPrisonEvents(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, PrisonEventContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

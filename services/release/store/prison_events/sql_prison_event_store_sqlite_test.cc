#include "release/testing/prison_events/sql_prison_event_runner.h"

namespace ttg::release::testing {
namespace {

BoundPrisonEvents MakeSqlite() { return MakeSqlPrisonEvents(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, PrisonEventContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

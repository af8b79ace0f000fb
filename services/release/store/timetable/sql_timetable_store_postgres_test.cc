#include "release/testing/timetable/sql_timetable_runner.h"

namespace ttg::release::testing {
namespace {

BoundTimetables MakePostgres() { return MakeSqlTimetables(ttg::testing::StoreKind::kPostgres); }

INSTANTIATE_TEST_SUITE_P(Postgres, TimetableStoreContract, ::testing::Values(MakePostgres));

}  // namespace
}  // namespace ttg::release::testing

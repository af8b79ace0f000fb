#include "release/testing/timetable/sql_timetable_runner.h"

namespace ttg::release::testing {
namespace {

BoundTimetables MakeSqlite() { return MakeSqlTimetables(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, TimetableStoreContract, ::testing::Values(MakeSqlite));

}  // namespace
}  // namespace ttg::release::testing

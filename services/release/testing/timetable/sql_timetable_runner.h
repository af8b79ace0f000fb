#pragma once

#include "platform/testing/test_database.h"
#include "release/testing/timetable/timetable_store_contract.h"

namespace ttg::release::testing {

// The SQL stores over a fresh database, announcing events that hold nothing.
BoundTimetables MakeSqlTimetables(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

#pragma once

#include "platform/testing/test_database.h"
#include "release/testing/prison_events/prison_event_contract.h"

namespace ttg::release::testing {

// The SQL stores over a fresh database, announcing events that hold nothing.
BoundPrisonEvents MakeSqlPrisonEvents(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

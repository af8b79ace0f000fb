#pragma once

#include "platform/testing/test_database.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {

// SqlReleaseStore over a fresh database, announcing events that hold nothing.
Bound MakeSql(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

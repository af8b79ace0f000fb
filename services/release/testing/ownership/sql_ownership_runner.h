#pragma once

#include "platform/testing/test_database.h"
#include "release/testing/ownership/ownership_store_contract.h"

namespace ttg::release::testing {

// SqlOwnershipStore over a fresh database, announcing events that hold nothing.
BoundOwnership MakeSqlOwnership(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

#pragma once

#include <memory>

#include "platform/testing/test_database.h"
#include "release/testing/movements/movement_store_contract.h"

namespace ttg::release::testing {

// Both stores over a fresh database, announcing events that hold nothing.
std::unique_ptr<MovementRunner> MakeSqlMovements(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

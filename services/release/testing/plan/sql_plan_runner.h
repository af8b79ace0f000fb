#pragma once

#include "platform/testing/test_database.h"
#include "release/testing/plan/plan_store_contract.h"

namespace ttg::release::testing {

// SqlPlanStore over a fresh database, announcing events that hold nothing.
BoundPlans MakeSqlPlans(ttg::testing::StoreKind kind);

}  // namespace ttg::release::testing

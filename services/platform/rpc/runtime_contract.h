#pragma once

#include <vector>

#include "platform/testing/test_database.h"

namespace ttg::rpc::testing {

// Over which databases this executable runs the suite of runtime_contract.cc.
std::vector<ttg::testing::StoreKind> StoresUnderTest();

}  // namespace ttg::rpc::testing

#include "platform/rpc/runtime_contract.h"

namespace ttg::rpc::testing {

std::vector<ttg::testing::StoreKind> StoresUnderTest() {
  return {ttg::testing::StoreKind::kSqlite};
}

}  // namespace ttg::rpc::testing

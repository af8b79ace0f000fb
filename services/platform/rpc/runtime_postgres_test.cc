#include "platform/rpc/runtime_contract.h"

namespace ttg::rpc::testing {

std::vector<ttg::testing::StoreKind> StoresUnderTest() {
  return {ttg::testing::StoreKind::kPostgres};
}

}  // namespace ttg::rpc::testing

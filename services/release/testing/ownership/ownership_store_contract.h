#pragma once

#include <functional>
#include <memory>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/store_runner.h"
#include "release/app/ownership/change_handover.h"

namespace ttg::release::testing {

// Both stores of one transaction, as the service binds them.
struct PeopleAndOwners {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<OwnershipStore> owners;
};

// What every OwnershipStore promises. The runner binds it to the caller that the test has set.
using OwnershipRunner = ttg::testing::StoreRunner<PeopleAndOwners>;

struct BoundOwnership {
  std::unique_ptr<OwnershipRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakeOwnership = std::function<BoundOwnership()>;

class OwnershipStoreContract : public ::testing::TestWithParam<MakeOwnership> {
 protected:
  OwnershipStoreContract() : bound_(GetParam()()) {}

  CallContext& call() { return *bound_.call; }
  void Write(const OwnershipRunner::Work& work);
  void Read(const OwnershipRunner::Work& work);

  BoundOwnership bound_;
};

}  // namespace ttg::release::testing

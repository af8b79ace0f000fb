#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/store_runner.h"
#include "release/app/ports.h"
#include "release/testing/builders.h"

namespace ttg::release::testing {

// What every ReleaseStore promises. The runner binds the store to the caller that the test has set.
using ReleaseRunner = ttg::testing::StoreRunner<ReleaseStore>;

struct Bound {
  std::unique_ptr<ReleaseRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakeBound = std::function<Bound()>;

class ReleaseStoreContract : public ::testing::TestWithParam<MakeBound> {
 protected:
  ReleaseStoreContract() : bound_(GetParam()()) {}

  ReleaseRunner& store() { return *bound_.runner; }
  CallContext& call() { return *bound_.call; }

  Bound bound_;
};

// The same over four people.
class ReleaseStoreLists : public ReleaseStoreContract {
 protected:
  void SetUp() override;
  // Which of the four and of a fifth, in the order of the list.
  std::vector<int> List(const ReleaseQuery& query);
};

}  // namespace ttg::release::testing

#pragma once

#include <functional>
#include <memory>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/store_runner.h"
#include "release/testing/consent/consent_tx.h"

namespace ttg::release::testing {

// What every ConsentStore promises.
using ConsentRunner = ttg::testing::StoreRunner<ConsentTx>;

struct BoundConsents {
  std::unique_ptr<ConsentRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakeConsents = std::function<BoundConsents()>;

// Over two people.
class ConsentStoreContract : public ::testing::TestWithParam<MakeConsents> {
 protected:
  ConsentStoreContract() : bound_(GetParam()()) {}
  void SetUp() override;

  ConsentRunner& store() { return *bound_.runner; }

  BoundConsents bound_;
};

}  // namespace ttg::release::testing

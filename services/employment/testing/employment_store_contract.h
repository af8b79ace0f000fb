#pragma once

#include <functional>
#include <memory>

#include <gtest/gtest.h>

#include "employment/app/ports.h"
#include "employment/testing/builders.h"
#include "platform/testing/store_runner.h"

namespace ttg::employment {

using EmploymentRunner = testing::StoreRunner<EmploymentStore>;
// The runner's stores act for whoever stands in the context at the time of each transaction.
using MakeEmploymentRunner = std::function<std::unique_ptr<EmploymentRunner>(const CallContext&)>;

// What every EmploymentStore promises: run over the fake, SQLite and PostgreSQL.
class EmploymentStoreContract : public ::testing::TestWithParam<MakeEmploymentRunner> {
 protected:
  Result<void> Write(const EmploymentRunner::Work& work) { return store_->Write(work); }
  Result<void> Read(const EmploymentRunner::Work& work) { return store_->Read(work); }

  CallContext call_ = ACall();
  std::unique_ptr<EmploymentRunner> store_ = GetParam()(call_);
};

}  // namespace ttg::employment

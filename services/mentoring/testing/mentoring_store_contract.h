#pragma once

#include <functional>
#include <memory>

#include <gtest/gtest.h>

#include "mentoring/app/ports.h"
#include "platform/testing/store_runner.h"

namespace ttg::mentoring {

using MentoringRunner = testing::StoreRunner<MentoringStore>;
using MakeMentoringRunner = std::function<std::unique_ptr<MentoringRunner>()>;

// What every MentoringStore promises: the fake (unit), SQLite (contract), PostgreSQL (integration).
class MentoringStoreContract : public ::testing::TestWithParam<MakeMentoringRunner> {
 protected:
  void SetUp() override { store_ = GetParam()(); }

  std::unique_ptr<MentoringRunner> store_;
};

}  // namespace ttg::mentoring

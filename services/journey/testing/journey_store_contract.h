#pragma once

#include <functional>
#include <memory>

#include <gtest/gtest.h>

#include "journey/app/ports.h"
#include "platform/testing/store_runner.h"

namespace ttg::journey {

// The promises of JourneyStore, held over the fake, SQLite and PostgreSQL.
class JourneyStoreContract
    : public ::testing::TestWithParam<
          std::function<std::unique_ptr<testing::StoreRunner<JourneyStore>>()>> {
 protected:
  std::unique_ptr<testing::StoreRunner<JourneyStore>> store_ = GetParam()();
};

}  // namespace ttg::journey

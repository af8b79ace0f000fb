#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/testing/store_runner.h"

namespace ttg::testing {

// A port as small as they come, to hold the three runners to one promise.
class Shelf {
 public:
  virtual ~Shelf() = default;
  virtual Result<void> Put(const std::string& id) = 0;
  virtual Result<std::int64_t> Count() = 0;
};

using ShelfRunner = StoreRunner<Shelf>;
using MakeShelfRunner = std::function<std::unique_ptr<ShelfRunner>()>;

std::unique_ptr<ShelfRunner> SqlShelf(StoreKind kind);

class StoreRunnerContract : public ::testing::TestWithParam<MakeShelfRunner> {
 protected:
  std::int64_t Count();

  std::unique_ptr<ShelfRunner> store_ = GetParam()();
};

}  // namespace ttg::testing

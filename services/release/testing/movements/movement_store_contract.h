#pragma once

#include <functional>
#include <memory>

#include <gmock/gmock.h>

#include "platform/testing/store_runner.h"
#include "release/app/movements/record_movement.h"

namespace ttg::release::testing {

// Both stores of one transaction, as the service binds them.
struct PeopleAndMovements {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<MovementStore> movements;
};

// What every MovementStore promises.
using MovementRunner = ttg::testing::StoreRunner<PeopleAndMovements>;
using MakeMovementRunner = std::function<std::unique_ptr<MovementRunner>()>;

class MovementStoreContract : public ::testing::TestWithParam<MakeMovementRunner> {
 protected:
  void SetUp() override;
  MovementRunner& store() { return *runner_; }

  std::unique_ptr<MovementRunner> runner_ = GetParam()();
};

}  // namespace ttg::release::testing

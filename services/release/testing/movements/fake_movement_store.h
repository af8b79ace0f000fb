#pragma once

#include <map>
#include <vector>

#include "release/app/movements/ports.h"

namespace ttg::release::testing {

struct FakeMovements {
  std::map<MovementId, Movement> movements;
};

// The store in memory, held to the same contract as the SQL.
class FakeMovementStore final : public MovementStore {
 public:
  explicit FakeMovementStore(FakeMovements& state) : state_(state) {}

  Result<Movement> Find(const MovementId& id) override;
  Result<std::vector<Movement>> OfPerson(const PersonId& person) override;
  Result<std::vector<Movement>> List(const MovementQuery& query) override;
  Result<std::vector<Movement>> Save(std::vector<Movement> movements) override;

 private:
  FakeMovements& state_;
};

}  // namespace ttg::release::testing

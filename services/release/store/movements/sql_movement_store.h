#pragma once

#include <vector>

#include "platform/store/session.h"
#include "release/app/movements/ports.h"

namespace ttg::release {

// The movements over SQLite and PostgreSQL, for one transaction.
class SqlMovementStore final : public MovementStore {
 public:
  // What it refers to outlives it.
  explicit SqlMovementStore(store::Session& session) : session_(session) {}

  Result<Movement> Find(const MovementId& id) override;
  Result<std::vector<Movement>> OfPerson(const PersonId& person) override;
  Result<std::vector<Movement>> List(const MovementQuery& query) override;
  Result<std::vector<Movement>> Save(std::vector<Movement> movements) override;

 private:
  // Those for which `rest`, all that follows FROM movement, holds.
  Result<std::vector<Movement>> Select(std::string_view rest, const store::Binds& binds);
  Result<void> Update(const Movement& movement);

  store::Session& session_;
};

}  // namespace ttg::release

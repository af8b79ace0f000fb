#include "release/testing/movements/fake_movement_store.h"

#include <algorithm>
#include <utility>

namespace ttg::release::testing {

Result<Movement> FakeMovementStore::Find(const MovementId& id) {
  const auto found = state_.movements.find(id);
  if (found == state_.movements.end()) return MovementNotFound();
  return found->second;
}

Result<std::vector<Movement>> FakeMovementStore::OfPerson(const PersonId& person) {
  std::vector<Movement> movements;
  for (const auto& [id, movement] : state_.movements) {
    if (movement.person == person) movements.push_back(movement);
  }
  return movements;
}

Result<std::vector<Movement>> FakeMovementStore::List(const MovementQuery& query) {
  TTG_TRY(auto movements, OfPerson(query.person));
  const auto place = [](const auto& at) { return std::pair(at.occurred_at, at.id); };
  std::erase_if(movements, [&](const Movement& movement) {
    return query.before && place(movement) >= place(*query.before);
  });
  std::ranges::sort(movements, [&](const auto& a, const auto& b) { return place(a) > place(b); });
  if (movements.size() > static_cast<std::size_t>(query.limit)) {
    movements.erase(movements.begin() + query.limit, movements.end());
  }
  return movements;
}

Result<std::vector<Movement>> FakeMovementStore::Save(std::vector<Movement> movements) {
  for (Movement& movement : movements) {
    const auto stored = state_.movements.find(movement.id);
    const auto known = stored == state_.movements.end() ? 0 : stored->second.version;
    if (known != movement.version) return MovementChanged();
    ++movement.version;
    state_.movements.insert_or_assign(movement.id, movement);
  }
  return movements;
}

}  // namespace ttg::release::testing

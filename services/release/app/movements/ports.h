#pragma once

#include <optional>
#include <vector>

#include "kernel/result.h"
#include "release/domain/movements/movement.h"

namespace ttg::release {

// Where a page of movements starts: before this one.
struct MovementCursor {
  Instant occurred_at;
  MovementId id;
};

struct MovementQuery {
  PersonId person;
  std::optional<MovementCursor> before;
  int limit = 100;
};

// What has happened to people, bound to one transaction. It does not ask who may see them: whoever
// uses it finds the person in the caller's reach first.
//
// Errors of every call: those of store::Session.
class MovementStore {
 public:
  virtual ~MovementStore() = default;

  // Errors: NotFound / MOVEMENT_NOT_FOUND.
  virtual Result<Movement> Find(const MovementId& id) = 0;
  // Everything, in no order.
  virtual Result<std::vector<Movement>> OfPerson(const PersonId& person) = 0;
  // The latest first, reversed ones included.
  virtual Result<std::vector<Movement>> List(const MovementQuery& query) = 0;
  // Gives them back with their new versions. A movement with version 0 is added.
  // Errors: Stale / MOVEMENT_CHANGED.
  virtual Result<std::vector<Movement>> Save(std::vector<Movement> movements) = 0;
};

Error MovementNotFound();
// The movement has changed since the caller read it.
Error MovementChanged();

}  // namespace ttg::release

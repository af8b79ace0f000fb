#pragma once

#include <cstdint>
#include <string>

#include "release/app/movements/record_movement.h"

namespace ttg::release {

// Which movement a command is about, and the version that its caller last read.
struct MovementTarget {
  MovementId movement;
  std::int64_t expected_version = 0;
};

// Takes back a movement that was recorded by mistake: within 45 minutes by whoever may record it,
// later by a lead with a reason (domain A8).
class ReverseMovement {
 public:
  struct Command {
    MovementTarget target;
    std::string reason;
  };

  explicit ReverseMovement(const RecordMovement& record) : record_(record) {}

  // Errors: NotFound / MOVEMENT_NOT_FOUND, Stale / MOVEMENT_CHANGED, Forbidden / KIND_NOT_ALLOWED,
  // and those of Person::TakeBack.
  Result<RecordedMovement> operator()(const MovementStores& stores, const CallContext& call,
                                      const Command& command) const;

 private:
  const RecordMovement& record_;
};

// A movement and its person, in the caller's reach and at the version that the caller read.
// Errors: NotFound / MOVEMENT_NOT_FOUND, Stale / MOVEMENT_CHANGED.
Result<RecordedMovement> FindMovement(const MovementStores& stores, const MovementTarget& target);

// Takes the movement back: the person is changed, the movements are stored, and what there is to
// announce is given back to be saved with the person.
Result<Changes> TakeBack(const MovementStores& stores, const CallContext& call,
                         RecordedMovement& found, const std::string& reason, const Act& act,
                         const WorkingDays& calendar);

}  // namespace ttg::release

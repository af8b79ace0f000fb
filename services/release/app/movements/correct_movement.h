#pragma once

#include "release/app/movements/reverse_movement.h"

namespace ttg::release {

// Puts a movement right that did happen, but not then or not there: reverses it and records it anew
// in one transaction (domain A8).
class CorrectMovement {
 public:
  struct Command {
    MovementTarget target;
    // Its reason is that of the reversal, too.
    Happening what;
  };

  explicit CorrectMovement(const RecordMovement& record) : record_(record) {}

  // The new movement. Errors: those of ReverseMovement and RecordMovement.
  Result<RecordedMovement> operator()(const MovementStores& stores, const CallContext& call,
                                      const Command& command) const;

 private:
  const RecordMovement& record_;
};

}  // namespace ttg::release

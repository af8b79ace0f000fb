#pragma once

#include "release/app/movements/record_movement.h"

namespace ttg::release {

// Records that the person has left prison (domain A8): a movement RELEASED on that day, at the time
// of day at which it is recorded.
class RecordRelease {
 public:
  struct Command {
    PersonTarget target;
    Date released_on;
  };

  explicit RecordRelease(const RecordMovement& record) : record_(record) {}

  // Errors: those of RecordMovement, Precondition / DATE_IN_FUTURE.
  Result<Person> operator()(const MovementStores& stores, const CallContext& call,
                            const Command& command) const;

 private:
  const RecordMovement& record_;
};

}  // namespace ttg::release

#pragma once

#include <string>

#include "release/app/movements/record_movement.h"

namespace ttg::release {

// Takes back a release that was recorded by mistake: reverses the movement that led out of prison
// (domain A8).
class ReverseRelease {
 public:
  struct Command {
    PersonTarget target;
    std::string reason;
  };

  explicit ReverseRelease(const RecordMovement& record) : record_(record) {}

  // Errors: those of ReverseMovement, Precondition / NOT_RELEASED.
  Result<Person> operator()(const MovementStores& stores, const CallContext& call,
                            const Command& command) const;

 private:
  const RecordMovement& record_;
};

}  // namespace ttg::release

#pragma once

#include "release/app/movements/record_movement.h"

namespace ttg::release {

// Records a move to another prison: a movement TRANSFERRED at this moment (domain A8).
class TransferPrison {
 public:
  struct Command {
    PersonTarget target;
    PrisonId prison;
  };

  explicit TransferPrison(const RecordMovement& record) : record_(record) {}

  // Errors: those of RecordMovement.
  Result<Person> operator()(const MovementStores& stores, const CallContext& call,
                            const Command& command) const;

 private:
  const RecordMovement& record_;
};

}  // namespace ttg::release

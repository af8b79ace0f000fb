#pragma once

#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// Takes a case over. Errors: those of Handover::Accept and Person::TakeOver.
class AcceptHandover {
 public:
  struct Command {
    HandoverTarget target;
  };

  explicit AcceptHandover(const ChangeHandover& change) : change_(change) {}

  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const ChangeHandover& change_;
};

}  // namespace ttg::release

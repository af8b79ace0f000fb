#pragma once

#include <string>

#include "kernel/calendar.h"
#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// The receiving lead assigns a case that was not taken up (domain A11).
// Errors: Invalid / WORKER_UNKNOWN, WORKER_HAS_LEFT, and those of Handover::Assign and
// Person::TakeOver.
class AssignHandover {
 public:
  struct Command {
    HandoverTarget target;
    ActorId to_owner;
    std::string reason;
  };

  AssignHandover(const ChangeHandover& change, const Clock& clock, const Calendar& calendar)
      : change_(change), clock_(clock), calendar_(calendar) {}

  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const ChangeHandover& change_;
  const Clock& clock_;
  const Calendar& calendar_;
};

}  // namespace ttg::release

#pragma once

#include <string>

#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// Refuses a case with a reason; the sender goes on owning it. Errors: those of Handover::Decline.
class DeclineHandover {
 public:
  struct Command {
    HandoverTarget target;
    std::string reason;
  };

  explicit DeclineHandover(const ChangeHandover& change) : change_(change) {}

  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const ChangeHandover& change_;
};

}  // namespace ttg::release

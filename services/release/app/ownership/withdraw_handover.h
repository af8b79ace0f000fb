#pragma once

#include <string>

#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// Takes an offer back. Errors: those of Handover::Withdraw.
class WithdrawHandover {
 public:
  struct Command {
    HandoverTarget target;
    std::string reason;
  };

  explicit WithdrawHandover(const ChangeHandover& change) : change_(change) {}

  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const ChangeHandover& change_;
};

}  // namespace ttg::release

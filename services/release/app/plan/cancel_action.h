#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Gives an action up, with a reason (domain A10).
class CancelAction {
 public:
  struct Command {
    PlanTarget target;
    ActionId action;
    Sensitive<std::string> reason;
  };

  explicit CancelAction(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

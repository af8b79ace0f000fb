#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Records that an action was done and what came of it (domain A10).
class CompleteAction {
 public:
  struct Command {
    PlanTarget target;
    ActionId action;
    Date done_on;
    Sensitive<std::string> result;
  };

  explicit CompleteAction(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

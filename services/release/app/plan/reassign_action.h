#pragma once

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Gives an open action another owner or due day (domain A10).
class ReassignAction {
 public:
  struct Command {
    PlanTarget target;
    ActionId action;
    ActorId owner;
    Date due_on;
  };

  explicit ReassignAction(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

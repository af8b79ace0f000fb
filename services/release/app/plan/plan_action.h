#pragma once

#include <string>

#include "kernel/clock.h"
#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Plans something to be done for a need, by one owner and by a day (domain A10).
class PlanAction {
 public:
  struct Command {
    PlanTarget target;
    NeedId need;
    Sensitive<std::string> description;
    ActorId owner;
    Date due_on;
  };
  struct Planned {
    Plan plan;
    ActionId action;
  };

  PlanAction(const ChangePlan& change, IdSource& ids) : change_(change), ids_(ids) {}

  Result<Planned> operator()(const PlanStores& stores, const CallContext& call,
                             const Command& command) const;

 private:
  const ChangePlan& change_;
  IdSource& ids_;
};

}  // namespace ttg::release

#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Records what became of a need (domain A10).
class RecordNeedOutcome {
 public:
  struct Command {
    PlanTarget target;
    NeedId need;
    NeedOutcome outcome = NeedOutcome::kMet;
    Sensitive<std::string> note;
  };

  explicit RecordNeedOutcome(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

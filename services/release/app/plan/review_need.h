#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Reviews the outcome of a need: closes it, or opens it again (domain A10).
class ReviewNeed {
 public:
  struct Command {
    PlanTarget target;
    NeedId need;
    bool close = false;
    Sensitive<std::string> note;
  };

  explicit ReviewNeed(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

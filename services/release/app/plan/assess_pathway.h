#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Says how a person stands on one pathway (domain A10).
class AssessPathway {
 public:
  struct Command {
    PlanTarget target;
    Pathway pathway = Pathway::kAccommodation;
    PathwayStatus status = PathwayStatus::kInProgress;
    Sensitive<std::string> reason;
  };

  explicit AssessPathway(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

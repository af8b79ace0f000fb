#pragma once

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Submits a draft: the plan is copied into it as it stands (domain A10).
class SubmitReport {
 public:
  struct Command {
    PlanTarget target;
    ReportKind kind = ReportKind::kImmediateNeeds;
  };

  explicit SubmitReport(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

#pragma once

#include <string>

#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Accepts a submitted report, or returns it with a note (domain A10).
class ReviewReport {
 public:
  struct Command {
    PlanTarget target;
    ReportKind kind = ReportKind::kImmediateNeeds;
    bool accept = false;
    Sensitive<std::string> note;
  };

  explicit ReviewReport(const ChangePlan& change) : change_(change) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
};

}  // namespace ttg::release

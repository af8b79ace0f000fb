#pragma once

#include "kernel/clock.h"
#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Starts a report, or the next version of one that was reviewed or returned (domain A10).
class StartReport {
 public:
  struct Command {
    PlanTarget target;
    ReportKind kind = ReportKind::kImmediateNeeds;
  };

  StartReport(const ChangePlan& change, IdSource& ids) : change_(change), ids_(ids) {}

  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const Command& command) const;

 private:
  const ChangePlan& change_;
  IdSource& ids_;
};

}  // namespace ttg::release

#include "release/app/plan/review_report.h"

namespace ttg::release {

Result<Plan> ReviewReport::operator()(const PlanStores& stores, const CallContext& call,
                                      const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.ReviewReport(command.kind, command.accept, command.note, act);
  });
}

}  // namespace ttg::release

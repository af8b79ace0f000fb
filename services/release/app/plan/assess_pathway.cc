#include "release/app/plan/assess_pathway.h"

namespace ttg::release {

Result<Plan> AssessPathway::operator()(const PlanStores& stores, const CallContext& call,
                                       const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.AssessPathway(command.pathway, command.status, command.reason, act);
  });
}

}  // namespace ttg::release

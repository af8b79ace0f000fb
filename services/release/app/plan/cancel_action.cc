#include "release/app/plan/cancel_action.h"

namespace ttg::release {

Result<Plan> CancelAction::operator()(const PlanStores& stores, const CallContext& call,
                                      const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.CancelAction(command.action, command.reason, act);
  });
}

}  // namespace ttg::release

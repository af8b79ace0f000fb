#include "release/app/plan/reassign_action.h"

namespace ttg::release {

Result<Plan> ReassignAction::operator()(const PlanStores& stores, const CallContext& call,
                                        const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.ReassignAction(command.action, command.owner, command.due_on, act);
  });
}

}  // namespace ttg::release

#include "release/app/plan/complete_action.h"

namespace ttg::release {

Result<Plan> CompleteAction::operator()(const PlanStores& stores, const CallContext& call,
                                        const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.CompleteAction(command.action, command.done_on, command.result, act);
  });
}

}  // namespace ttg::release

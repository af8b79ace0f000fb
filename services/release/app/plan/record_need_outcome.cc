#include "release/app/plan/record_need_outcome.h"

namespace ttg::release {

Result<Plan> RecordNeedOutcome::operator()(const PlanStores& stores, const CallContext& call,
                                           const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.RecordOutcome(command.need, command.outcome, command.note, act);
  });
}

}  // namespace ttg::release

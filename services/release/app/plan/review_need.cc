#include "release/app/plan/review_need.h"

namespace ttg::release {

Result<Plan> ReviewNeed::operator()(const PlanStores& stores, const CallContext& call,
                                    const Command& command) const {
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.ReviewNeed(command.need, command.close, command.note, act);
  });
}

}  // namespace ttg::release

#include "release/app/plan/submit_report.h"

namespace ttg::release {

Result<Plan> SubmitReport::operator()(const PlanStores& stores, const CallContext& call,
                                      const Command& command) const {
  return change_(stores, call, command.target,
                 [&](Plan& plan, const Person& person, const Act& act) {
                   return plan.SubmitReport(command.kind, act, ReleaseDayFor(person));
                 });
}

}  // namespace ttg::release

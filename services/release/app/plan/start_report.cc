#include "release/app/plan/start_report.h"

namespace ttg::release {

Result<Plan> StartReport::operator()(const PlanStores& stores, const CallContext& call,
                                     const Command& command) const {
  TTG_TRY(const ReportId id, ReportId::Parse(ids_.NewId()));
  return change_(stores, call, command.target, [&](Plan& plan, const Person&, const Act& act) {
    return plan.StartReport(id, command.kind, act);
  });
}

}  // namespace ttg::release

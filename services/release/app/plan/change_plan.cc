#include "release/app/plan/change_plan.h"

namespace ttg::release {

Result<Plan> ChangePlan::operator()(const PlanStores& stores, const CallContext& call,
                                    const PlanTarget& target, const Rule& rule) const {
  TTG_TRY(const Person person, stores.people.Find(target.person));
  TTG_TRY(Plan plan, stores.plans.Find(target.person));
  if (plan.snapshot().version != target.expected_version) return PlanChanged();
  TTG_RETURN_IF_ERROR(CheckPlanGoesOn(person.snapshot().state));
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_TRY(const PlanChanges changes, rule(plan, person, act));
  return stores.plans.Save(plan, changes);
}

}  // namespace ttg::release

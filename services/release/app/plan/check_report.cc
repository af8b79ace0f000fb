#include "release/app/plan/check_report.h"

namespace ttg::release {

Result<std::vector<MissingItem>> CheckReport::operator()(const PlanStores& stores,
                                                         const Query& query) const {
  TTG_TRY(const Person person, stores.people.Find(query.person));
  TTG_TRY(const Plan plan, stores.plans.Find(query.person));
  return plan.Missing(query.kind, clock_.Today(), ReleaseDayFor(person));
}

}  // namespace ttg::release

#include "release/app/plan/ports.h"

namespace ttg::release {

Error PlanChanged() {
  return Stale("PLAN_CHANGED",
               "the plan has changed since you read it: read it again and decide again");
}

}  // namespace ttg::release

#pragma once

#include "release/app/plan/assess_pathway.h"
#include "release/app/plan/cancel_action.h"
#include "release/app/plan/change_plan.h"
#include "release/app/plan/check_report.h"
#include "release/app/plan/complete_action.h"
#include "release/app/plan/plan_action.h"
#include "release/app/plan/reassign_action.h"
#include "release/app/plan/record_need.h"
#include "release/app/plan/record_need_outcome.h"
#include "release/app/plan/review_need.h"
#include "release/app/plan/review_report.h"
#include "release/app/plan/start_report.h"
#include "release/app/plan/submit_report.h"

namespace ttg::release {

// Everything that can be asked of resettlement plans, put together once. What it is given outlives
// it.
struct PlanUseCases {
  PlanUseCases(const Clock& clock, IdSource& ids)
      : change(clock),
        record_need(change, ids),
        plan_action(change, ids),
        start_report(change, ids),
        check_report(clock) {}
  PlanUseCases(const PlanUseCases&) = delete;
  PlanUseCases& operator=(const PlanUseCases&) = delete;

  ChangePlan change;
  AssessPathway assess_pathway{change};
  RecordNeed record_need;
  PlanAction plan_action;
  CompleteAction complete_action{change};
  CancelAction cancel_action{change};
  ReassignAction reassign_action{change};
  RecordNeedOutcome record_need_outcome{change};
  ReviewNeed review_need{change};
  StartReport start_report;
  SubmitReport submit_report{change};
  ReviewReport review_report{change};
  CheckReport check_report;
};

}  // namespace ttg::release

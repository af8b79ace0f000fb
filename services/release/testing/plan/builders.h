#pragma once

#include <string>
#include <utility>

#include "kernel/call_context.h"
#include "release/domain/plan/plan.h"

namespace ttg::release::testing {

// TESTER, a resettlement worker who reaches everything.
CallContext AWorkersCall();

NeedId ANeedId(int n = 1);
ActionId AnActionId(int n = 1);
ReportId AReportId(int n = 1);

Sensitive<std::string> Text(std::string text);

// On kMonday, by TESTER: version 1, a need of accommodation with an action that WORKER owns and
// that is due four weeks later, and no other pathway assessed.
Plan APlan();

// Says that support is not required on every pathway that nobody has assessed.
void AssessTheRest(Plan& plan);

}  // namespace ttg::release::testing

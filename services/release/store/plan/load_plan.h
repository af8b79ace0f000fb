#pragma once

#include "platform/store/session.h"
#include "release/app/plan/ports.h"

namespace ttg::release {

// Reads the plan of a person whole; an empty one where there is none.
Result<Plan::Snapshot> LoadPlan(store::Session& session, const PersonId& person);

// Reports with what they say, newest first.
Result<std::vector<FiledReport>> LoadReports(store::Session& session, const ReportQuery& query);

}  // namespace ttg::release

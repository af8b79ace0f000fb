#pragma once

#include <vector>

#include "kernel/clock.h"
#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Says what is missing before a report can be submitted; nothing: it can (domain A10).
class CheckReport {
 public:
  struct Query {
    PersonId person;
    ReportKind kind = ReportKind::kImmediateNeeds;
  };

  explicit CheckReport(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / PERSON_NOT_FOUND.
  Result<std::vector<MissingItem>> operator()(const PlanStores& stores, const Query& query) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

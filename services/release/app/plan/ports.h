#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "release/domain/plan/plan.h"

namespace ttg::release {

// A version of a report, with what it says from its submission on.
struct FiledReport {
  PlanReport report;
  std::optional<PlanCopy> copy;

  friend bool operator==(const FiledReport&, const FiledReport&) = default;
};

struct ReportQuery {
  PersonId person;
  std::optional<ReportKind> kind;
  // The id of the last report of the page before.
  std::string after;
  int limit = 100;
};

// Resettlement plans, bound to one transaction and one caller. It knows nothing about reach: the
// person is looked up in the ReleaseStore first.
//
// Errors of every call: those of store::Session.
class PlanStore {
 public:
  virtual ~PlanStore() = default;

  // An empty plan with version 0 where nothing has been recorded yet.
  virtual Result<Plan> Find(const PersonId& person) = 0;

  // Stores what has changed since the plan was found in this transaction, announces its events,
  // and gives it back with its new version. Errors: Stale / PLAN_CHANGED.
  virtual Result<Plan> Save(const Plan& plan, const PlanChanges& changes) = 0;

  // Newest first.
  virtual Result<std::vector<FiledReport>> ListReports(const ReportQuery& query) = 0;
};

// The plan has changed since the caller read it.
Error PlanChanged();

}  // namespace ttg::release

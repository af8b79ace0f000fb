#pragma once

#include <cstdint>
#include <functional>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/plan/ports.h"
#include "release/app/ports.h"

namespace ttg::release {

// Where a command finds what it needs; both bound to one transaction.
struct PlanStores {
  ReleaseStore& people;
  PlanStore& plans;
};

// Whose plan a command is about, and the plan's version that its caller last read.
struct PlanTarget {
  PersonId person;
  std::int64_t expected_version = 0;
};

// What every command on one plan shares: load → etag → rule → store. The use cases say the rule.
class ChangePlan {
 public:
  using Rule = std::function<Result<PlanChanges>(Plan&, const Person&, const Act&)>;

  explicit ChangePlan(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / PERSON_NOT_FOUND, Stale / PLAN_CHANGED, those of CheckPlanGoesOn, and the
  // rule's.
  Result<Plan> operator()(const PlanStores& stores, const CallContext& call,
                          const PlanTarget& target, const Rule& rule) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

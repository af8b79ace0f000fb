#pragma once

#include <string>

#include "kernel/clock.h"
#include "release/app/plan/change_plan.h"

namespace ttg::release {

// Records a need; its pathway requires support from then on (domain A10).
class RecordNeed {
 public:
  struct Command {
    PlanTarget target;
    Pathway pathway = Pathway::kAccommodation;
    Sensitive<std::string> description;
  };
  struct Recorded {
    Plan plan;
    NeedId need;
  };

  RecordNeed(const ChangePlan& change, IdSource& ids) : change_(change), ids_(ids) {}

  Result<Recorded> operator()(const PlanStores& stores, const CallContext& call,
                              const Command& command) const;

 private:
  const ChangePlan& change_;
  IdSource& ids_;
};

}  // namespace ttg::release

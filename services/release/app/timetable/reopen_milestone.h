#pragma once

#include <optional>
#include <string>

#include "release/app/change_person.h"

namespace ttg::release {

// Takes back that a step was done or not needed (domain A9).
class ReopenMilestone {
 public:
  struct Command {
    PersonTarget target;
    MilestoneKind kind = MilestoneKind::kFirstAssessment;
    Sensitive<std::string> reason;
  };

  explicit ReopenMilestone(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release

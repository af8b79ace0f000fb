#pragma once

#include <optional>
#include <string>

#include "release/app/change_person.h"

namespace ttg::release {

// Records that a step of the timetable is not needed for this person (domain A9).
class DropMilestone {
 public:
  struct Command {
    PersonTarget target;
    MilestoneKind kind = MilestoneKind::kFirstAssessment;
    Sensitive<std::string> reason;
  };

  explicit DropMilestone(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release

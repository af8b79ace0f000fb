#pragma once

#include <optional>
#include <string>

#include "release/app/change_person.h"

namespace ttg::release {

// Records that a step of the timetable is done, with what proves it (domain A9).
class RecordMilestone {
 public:
  struct Command {
    PersonTarget target;
    MilestoneKind kind = MilestoneKind::kFirstAssessment;
    Date done_on;
    Sensitive<std::string> evidence;
  };

  explicit RecordMilestone(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release

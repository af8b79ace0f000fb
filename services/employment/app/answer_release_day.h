#pragma once

#include <optional>

#include "employment/app/follow_person.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Follows a moved release day (domain C6) and answers it: exactly once, whatever it touched.
class AnswerReleaseDay {
 public:
  struct Command {
    PersonId person;
    std::optional<Date> release_day;
    // The ReleaseDayChanged.
    EventId cause;
  };

  explicit AnswerReleaseDay(const Clock& clock) : clock_(clock) {}

  Result<void> operator()(EmploymentStore& store, const Command& command) const;

 private:
  const Clock& clock_;
  FollowPerson follow_;
};

}  // namespace ttg::employment

#pragma once

#include <optional>
#include <vector>

#include "kernel/calendar.h"
#include "kernel/clock.h"
#include "kernel/sensitive.h"
#include "release/app/timetable/ports.h"

namespace ttg::release {

// One line of a due list.
struct DueMilestone {
  PersonId person;
  PrisonNumber number;
  Sensitive<std::string> family_name;
  Sensitive<std::string> given_names;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::optional<Date> release_date;
  Milestone milestone;
};

// What falls due, soonest first (domain A9). Steps that follow a release that has not happened are
// listed by their planned days. Of somebody whose timetable is suspended or has ended there is
// nothing.
class ListDueMilestones {
 public:
  // Where a page starts: after this line. Lines are ordered by all three.
  struct Cursor {
    Date due_on;
    PersonId person;
    MilestoneKind kind = MilestoneKind::kFirstAssessment;
  };
  struct Query {
    std::optional<ActorId> owner;
    std::optional<PrisonId> prison;
    std::optional<DeliveryUnit> delivery_unit;
    // Inclusive; absent: today. Errors: Invalid / DUE_BY_TOO_FAR beyond 92 days.
    std::optional<Date> due_by;
    bool overdue_only = false;
    bool escalated_only = false;
    std::optional<MilestoneKind> kind;
    std::optional<Cursor> after;
    int limit = 100;
  };

  ListDueMilestones(const Clock& clock, const Calendar& calendar)
      : clock_(clock), calendar_(calendar) {}

  Result<std::vector<DueMilestone>> operator()(TimetableStore& store, const Query& query) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
};

}  // namespace ttg::release

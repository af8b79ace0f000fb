#pragma once

#include <optional>

#include "kernel/date.h"
#include "release/domain/person.h"

namespace ttg::release {

// What lists of releases show and filter by and no other rule keeps.

// No address for the first night is known and none is likely: the people whom the timetable has
// referred to housing (domain A9). Nobody is after a release or where none is to come.
bool IsAtRiskOfNoFixedAbode(const Person::Snapshot& person);

// Something of the timetable is overdue on `today`, as `due` has it; a suspended one reminds of
// nothing (domain A8, A9).
bool IsOverdue(const std::optional<Date>& next_due, const std::optional<Date>& suspended_until,
               Date today);

}  // namespace ttg::release

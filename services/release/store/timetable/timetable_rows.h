#pragma once

#include <string_view>
#include <vector>

#include "platform/store/session.h"
#include "release/store/load_people.h"

namespace ttg::release {

// What a person's timetable has to have remembered, as columns of the table person and as rows of
// milestone_record.

inline constexpr std::string_view kTimetableColumns =
    "known_since_on, court_date_on, suspended_until_on, anchor_on, anchor_known_on, "
    "former_anchor_on, next_due_on, planned_due_on";

// In the order of the columns.
void AppendTimetable(const TimetableNotes& notes, std::vector<store::Value>& row);

// Completes people who have been loaded. `people` is a condition on the table person.
Result<void> LoadTimetables(store::Session& session, std::string_view people,
                            const store::Binds& binds, LoadedPeople& loaded);

// Writes the records that are other than `before`; all of them where nothing is known of that.
Result<void> WriteMilestones(store::Session& session, const PersonId& person,
                             const MilestoneRecords& records, const MilestoneRecords* before);

}  // namespace ttg::release

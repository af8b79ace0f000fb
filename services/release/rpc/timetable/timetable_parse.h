#pragma once

#include <string>

#include "kernel/result.h"
#include "release/app/timetable/timetable_use_cases.h"
#include "ttg/release/v1/timetable_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<PersonId> Parse(const v1::GetTimetableRequest& in);
Result<RecordMilestone::Command> Parse(const v1::RecordMilestoneRequest& in);
Result<DropMilestone::Command> Parse(const v1::DropMilestoneRequest& in);
Result<ReopenMilestone::Command> Parse(const v1::ReopenMilestoneRequest& in);
Result<SetCourtDate::Command> Parse(const v1::SetCourtDateRequest& in);
Result<ListDueMilestones::Query> Parse(const v1::ListDueMilestonesRequest& in);
Result<RevokeCalendarFeed::Command> Parse(const v1::RevokeCalendarFeedRequest& in);
Result<std::string> Parse(const v1::GetCalendarFeedRequest& in);

// A page token's cursor for the page that follows `line`.
std::string CursorAfter(const DueMilestone& line);

}  // namespace ttg::release

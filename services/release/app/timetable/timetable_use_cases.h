#pragma once

#include "release/app/timetable/create_calendar_feed.h"
#include "release/app/timetable/drop_milestone.h"
#include "release/app/timetable/list_due_milestones.h"
#include "release/app/timetable/read_calendar_feed.h"
#include "release/app/timetable/record_milestone.h"
#include "release/app/timetable/reopen_milestone.h"
#include "release/app/timetable/revoke_calendar_feed.h"
#include "release/app/timetable/set_court_date.h"

namespace ttg::release {

// Everything that can be asked about timetables, put together once. What it is given outlives it.
struct TimetableUseCases {
  TimetableUseCases(const Clock& clock, const Calendar& calendar, IdSource& ids,
                    const FeedSecrets& secrets)
      : change(clock, calendar),
        list_due_milestones(clock, calendar),
        create_calendar_feed(clock, ids, secrets),
        revoke_calendar_feed(clock),
        read_calendar_feed(clock, calendar, secrets) {}
  TimetableUseCases(const TimetableUseCases&) = delete;
  TimetableUseCases& operator=(const TimetableUseCases&) = delete;

  ChangePerson change;
  RecordMilestone record_milestone{change};
  DropMilestone drop_milestone{change};
  ReopenMilestone reopen_milestone{change};
  SetCourtDate set_court_date{change};
  ListDueMilestones list_due_milestones;
  CreateCalendarFeed create_calendar_feed;
  RevokeCalendarFeed revoke_calendar_feed;
  ReadCalendarFeed read_calendar_feed;
};

}  // namespace ttg::release

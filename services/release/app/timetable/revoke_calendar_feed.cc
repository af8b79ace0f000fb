#include "release/app/timetable/revoke_calendar_feed.h"

#include <utility>

namespace ttg::release {

Result<CalendarFeed> RevokeCalendarFeed::operator()(TimetableStore& store, const CallContext& call,
                                                    const Command& command) const {
  TTG_TRY(CalendarFeed feed, store.FindFeed(command.feed, call.actor));
  if (feed.version != command.expected_version) return CalendarFeedChanged();
  TTG_RETURN_IF_ERROR(feed.Revoke(clock_.Now()));
  return store.SaveFeed(std::move(feed));
}

}  // namespace ttg::release

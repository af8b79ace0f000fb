#include "release/app/timetable/ports.h"

namespace ttg::release {

Error CalendarFeedNotFound() {
  return NotFound("CALENDAR_FEED_NOT_FOUND", "there is no such feed, or it has been revoked");
}

Error CalendarFeedChanged() {
  return Stale("CALENDAR_FEED_CHANGED",
               "the feed has changed since you read it: read it again and decide again");
}

}  // namespace ttg::release

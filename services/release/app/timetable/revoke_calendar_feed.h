#pragma once

#include <cstdint>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/timetable/ports.h"

namespace ttg::release {

// Ends a feed of the caller's: its secret opens nothing any more.
class RevokeCalendarFeed {
 public:
  struct Command {
    CalendarFeedId feed;
    std::int64_t expected_version = 0;
  };

  explicit RevokeCalendarFeed(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / CALENDAR_FEED_NOT_FOUND, Stale / CALENDAR_FEED_CHANGED,
  // Precondition / CALENDAR_FEED_REVOKED.
  Result<CalendarFeed> operator()(TimetableStore& store, const CallContext& call,
                                  const Command& command) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release

#pragma once

#include <string>
#include <vector>

#include "kernel/calendar.h"
#include "kernel/clock.h"
#include "release/app/timetable/ports.h"

namespace ttg::release {

// What a calendar feed says, for whoever has its secret.
class ReadCalendarFeed {
 public:
  struct Answer {
    CalendarFeed feed;
    std::vector<FeedEntry> entries;
    // Whom the entries are about.
    std::vector<PersonId> people;
    Instant read_at;
  };

  ReadCalendarFeed(const Clock& clock, const Calendar& calendar, const FeedSecrets& secrets)
      : clock_(clock), calendar_(calendar), secrets_(secrets) {}

  // Errors: NotFound / CALENDAR_FEED_NOT_FOUND, for a revoked one as well.
  Result<Answer> operator()(TimetableStore& store, const std::string& secret) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  const FeedSecrets& secrets_;
};

}  // namespace ttg::release

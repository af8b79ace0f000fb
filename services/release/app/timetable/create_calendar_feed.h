#pragma once

#include <string>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/timetable/ports.h"

namespace ttg::release {

// Makes a calendar feed of the caller's own due days. The secret is shown once and kept nowhere.
class CreateCalendarFeed {
 public:
  struct Created {
    CalendarFeed feed;
    std::string secret;
  };

  CreateCalendarFeed(const Clock& clock, IdSource& ids, const FeedSecrets& secrets)
      : clock_(clock), ids_(ids), secrets_(secrets) {}

  Result<Created> operator()(TimetableStore& store, const CallContext& call) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
  const FeedSecrets& secrets_;
};

}  // namespace ttg::release

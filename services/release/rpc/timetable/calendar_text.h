#pragma once

#include <string>
#include <vector>

#include "kernel/date.h"
#include "release/domain/timetable/calendar_feed.h"

namespace ttg::release {

// The entries as iCalendar (RFC 5545): an event of a whole day for each. `stamp` is when it is
// made.
std::string WriteCalendar(const std::vector<FeedEntry>& entries, Instant stamp);

}  // namespace ttg::release

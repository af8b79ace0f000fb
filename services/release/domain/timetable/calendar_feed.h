#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "release/domain/ids.h"
#include "release/domain/person.h"
#include "release/domain/timetable/timetable.h"

namespace ttg::release {

// A calendar of due days that a worker's own calendar program fetches with a secret. The secret
// itself is kept nowhere.
struct CalendarFeed {
  CalendarFeedId id;
  // 0: not stored yet.
  std::int64_t version = 0;
  ActorId owner;
  // SHA-256 of the secret, in hexadecimal.
  std::string secret_sha256;
  Instant created_at;
  std::optional<Instant> revoked_at;

  // Errors: Precondition / CALENDAR_FEED_REVOKED.
  Result<void> Revoke(Instant now);

  friend bool operator==(const CalendarFeed&, const CalendarFeed&) = default;
};

// One day in the feed. It says nothing about the person but an opaque reference.
struct FeedEntry {
  // The same for a step of a person for good.
  std::string uid;
  // Grows with every change of the person.
  std::int64_t sequence = 0;
  Date due_on;
  std::string summary;

  friend bool operator==(const FeedEntry&, const FeedEntry&) = default;
};

// What is outstanding and dated, in the order of the table; nothing while the timetable is
// suspended or has ended. What is done leaves the feed.
std::vector<FeedEntry> FeedEntriesOf(const Person& person, const Timetable& timetable);

}  // namespace ttg::release

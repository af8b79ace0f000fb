#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "release/domain/person.h"
#include "release/domain/timetable/calendar_feed.h"

namespace ttg::release {

// Somebody of whom something may fall due, and the day on or after which everything outstanding of
// theirs does.
struct DueCandidate {
  Date from;
  Person person;
};

struct CandidateQuery {
  std::optional<ActorId> owner;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  // Inclusive.
  Date due_by;
  // Those that follow this one.
  std::optional<Date> after_day;
  std::optional<PersonId> after_person;
  int limit = 256;
};

// What the timetable needs beyond people, bound to one transaction and one caller.
//
// Errors of every call: those of store::Session.
class TimetableStore {
 public:
  virtual ~TimetableStore() = default;

  // Those in reach, by day and then by id.
  virtual Result<std::vector<DueCandidate>> FindDue(const CandidateQuery& query) = 0;
  // Of whom something is outstanding; whoever they are, in reach or not. In no order.
  virtual Result<std::vector<Person>> FindOwnedBy(const ActorId& owner) = 0;

  // Errors: NotFound / CALENDAR_FEED_NOT_FOUND, also for somebody else's.
  virtual Result<CalendarFeed> FindFeed(const CalendarFeedId& id, const ActorId& owner) = 0;
  // By the digest of its secret, whoever owns it. Errors: NotFound / CALENDAR_FEED_NOT_FOUND.
  virtual Result<CalendarFeed> FindFeedBySecret(const std::string& sha256) = 0;
  // Newest first.
  virtual Result<std::vector<CalendarFeed>> ListFeeds(const ActorId& owner) = 0;
  // Gives it back with its new version; one with version 0 is added.
  // Errors: Stale / CALENDAR_FEED_CHANGED.
  virtual Result<CalendarFeed> SaveFeed(CalendarFeed feed) = 0;
};

// Where the secrets of feeds come from.
class FeedSecrets {
 public:
  virtual ~FeedSecrets() = default;

  // 256 random bits as text for a URL.
  virtual std::string New() const = 0;
  // SHA-256 in hexadecimal.
  virtual std::string Digest(const std::string& secret) const = 0;
};

Error CalendarFeedNotFound();
Error CalendarFeedChanged();

}  // namespace ttg::release

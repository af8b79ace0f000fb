#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "release/domain/release_dates.h"
#include "release/domain/release_day.h"

namespace ttg::release {

// What the release service announces. Ids, dates, codes and versions only.

// Once for each person, before any other event about them.
struct ReleaseScheduled {
  PersonId person;
  std::optional<Date> release_date;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::int64_t profile_version = 0;

  friend bool operator==(const ReleaseScheduled&, const ReleaseScheduled&) = default;
};

struct ReleaseDayChanged {
  PersonId person;
  std::optional<Date> previous_release_date;
  std::optional<Date> release_date;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;

  friend bool operator==(const ReleaseDayChanged&, const ReleaseDayChanged&) = default;
};

struct PersonReleased {
  PersonId person;
  Date released_on;
  PrisonId prison;

  friend bool operator==(const PersonReleased&, const PersonReleased&) = default;
};

struct ReleaseReversed {
  PersonId person;
  Date released_on;
  std::optional<Date> release_date;

  friend bool operator==(const ReleaseReversed&, const ReleaseReversed&) = default;
};

struct PersonProfileChanged {
  PersonId person;
  std::int64_t version = 0;

  friend bool operator==(const PersonProfileChanged&, const PersonProfileChanged&) = default;
};

struct PersonPrisonChanged {
  PersonId person;
  PrisonId previous_prison;
  PrisonId prison;

  friend bool operator==(const PersonPrisonChanged&, const PersonPrisonChanged&) = default;
};

struct PersonAreaChanged {
  PersonId person;
  std::optional<DeliveryUnit> previous_delivery_unit;
  DeliveryUnit delivery_unit;

  friend bool operator==(const PersonAreaChanged&, const PersonAreaChanged&) = default;
};

struct PersonOwnerChanged {
  PersonId person;
  std::optional<ActorId> previous_owner;
  ActorId owner;

  friend bool operator==(const PersonOwnerChanged&, const PersonOwnerChanged&) = default;
};

using ReleaseEvent =
    std::variant<ReleaseScheduled, ReleaseDayChanged, PersonReleased, ReleaseReversed,
                 PersonProfileChanged, PersonPrisonChanged, PersonAreaChanged, PersonOwnerChanged>;

// One line of the history of dates (domain A7): what was there, what is there now, and whether the
// release day moved by it. `type` is absent where no date but a decision moved the day.
struct DateChange {
  std::optional<DateType> type;
  std::optional<SentenceDate> previous;
  std::optional<SentenceDate> current;
  std::string reason;
  ActorId changed_by;
  Instant changed_at;
  std::optional<Date> release_date_before;
  std::optional<Date> release_date_after;

  bool IsMaterial() const { return release_date_before != release_date_after; }

  friend bool operator==(const DateChange&, const DateChange&) = default;
};

// What a verb of Person did, to be stored with the person in one transaction.
struct Changes {
  std::vector<ReleaseEvent> events;
  std::vector<DateChange> history;

  bool empty() const { return events.empty() && history.empty(); }
};

}  // namespace ttg::release

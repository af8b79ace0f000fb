#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "release/domain/events.h"
#include "release/domain/person.h"

namespace ttg::release {

// Where a line of the history stands: the person's version that it led to, and its place among the
// lines of that change.
struct DateChangeCursor {
  std::int64_t version = 0;
  std::int64_t ordinal = 0;

  friend auto operator<=>(const DateChangeCursor&, const DateChangeCursor&) = default;
};

struct DateChangeQuery {
  PersonId person;
  // Only changes by which the release day moved.
  bool material_only = false;
  // Lines older than this one.
  std::optional<DateChangeCursor> after;
  int limit = 100;
};

struct DateChangeLine {
  DateChange change;
  DateChangeCursor at;
};

// What somebody has to do something about at once, and what only its end takes off the list (domain
// A5).
struct UrgentTask {
  PersonId person;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  ReleaseDayWarning warning = ReleaseDayWarning::kHeldPastDue;
  std::optional<Date> release_date;
  std::optional<Date> latest_lawful;
  // The day of the change that led to it, or the day after the release day that passed.
  Date since;

  friend bool operator==(const UrgentTask&, const UrgentTask&) = default;
};

struct UrgentTaskCursor {
  Date since;
  std::string person;
  ReleaseDayWarning warning = ReleaseDayWarning::kHeldPastDue;
};

struct UrgentTaskQuery {
  std::optional<ActorId> owner;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ReleaseDayWarning> warning;
  std::optional<UrgentTaskCursor> after;
  int limit = 100;
};

// The order of the list: the longest-standing first.
bool ComesBefore(const UrgentTask& one, const UrgentTask& other);
bool ComesAfter(const UrgentTask& task, const UrgentTaskCursor& cursor);

// What is known about dates beside the people themselves, bound to one transaction and one caller.
//
// Errors of every call: those of store::Session.
class DatesStore {
 public:
  virtual ~DatesStore() = default;

  // Newest first; whoever the person is, so find them first.
  virtual Result<std::vector<DateChangeLine>> ListDateChanges(const DateChangeQuery& query) = 0;
  // Of the people in reach.
  virtual Result<std::vector<UrgentTask>> ListUrgentTasks(const UrgentTaskQuery& query,
                                                          Date today) = 0;
};

}  // namespace ttg::release

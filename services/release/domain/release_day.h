#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/working_days.h"
#include "release/domain/release_dates.h"

namespace ttg::release {

// How the release day was arrived at (domain A6).
enum class ReleaseDayReason {
  kAsEntered,
  kWorkingDay,
  kRolledBack,
  kPolicy,
  kReverted,
  kExtraDay,
  kBeyondCalendar,
  kNoDate,
};

std::string_view ToString(ReleaseDayReason reason);
std::optional<ReleaseDayReason> ParseReleaseDayReason(std::string_view text);

// Each is an urgent task for the owner (domain A5, A6). kHeldPastDue depends on today and is found
// on reading (HeldPastDue); the others are facts of the computation.
enum class ReleaseDayWarning { kAfterLawfulDay, kNonWorkingDay, kHeldPastDue, kUnderEighteen };

std::string_view ToString(ReleaseDayWarning warning);
std::optional<ReleaseDayWarning> ParseReleaseDayWarning(std::string_view text);

// What a governor has decided about the due date (domain A6).
enum class FridayDecision { kNone, kReverted, kExtraDay };

struct ReleaseDayFacts {
  Date date_of_birth;
  std::optional<Date> sentence_start;
  FridayDecision decision = FridayDecision::kNone;
  Date today;
};

struct ReleaseDay {
  std::optional<Date> date;
  std::optional<TypedDate> due;
  std::optional<TypedDate> statutory;
  // The statutory date rolled back to a working day; beyond the calendar the statutory date itself.
  std::optional<Date> latest_lawful;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;
  std::set<ReleaseDayWarning> warnings;
  std::string calendar_version;
  // The due date is a Friday or the day before a bank holiday.
  bool due_before_days_off = false;

  friend bool operator==(const ReleaseDay&, const ReleaseDay&) = default;
};

// The release day that follows from the dates (domain A2 to A6).
ReleaseDay ComputeReleaseDay(const SentenceDates& dates, const ReleaseDayFacts& facts,
                             const WorkingDays& calendar);

// Whether `due` is a day of the kind that the presumption of the Friday rule is about. A day that
// the calendar does not know is one only as a Friday.
bool IsFridayOrPreHoliday(Date due, const WorkingDays& calendar);

// The 18th birthday; of somebody born on 29 February, 1 March where the year has none.
Date EighteenthBirthday(Date date_of_birth);

// The last day on or before `day` that is a working day not immediately followed by a non-working
// day: an eligible working day of the Friday rule. Idempotent.
Date EligibleDay(Date day, const WorkingDays& calendar);

}  // namespace ttg::release

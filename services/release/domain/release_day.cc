#include "release/domain/release_day.h"

#include <array>
#include <utility>

#include "absl/time/civil_time.h"

namespace ttg::release {
namespace {

constexpr std::array<std::pair<ReleaseDayReason, std::string_view>, 8> kReasons = {{
    {ReleaseDayReason::kAsEntered, "AS_ENTERED"},
    {ReleaseDayReason::kWorkingDay, "WORKING_DAY"},
    {ReleaseDayReason::kRolledBack, "ROLLED_BACK"},
    {ReleaseDayReason::kPolicy, "POLICY"},
    {ReleaseDayReason::kReverted, "REVERTED"},
    {ReleaseDayReason::kExtraDay, "EXTRA_DAY"},
    {ReleaseDayReason::kBeyondCalendar, "BEYOND_CALENDAR"},
    {ReleaseDayReason::kNoDate, "NO_DATE"},
}};

constexpr std::array<std::pair<ReleaseDayWarning, std::string_view>, 4> kWarnings = {{
    {ReleaseDayWarning::kAfterLawfulDay, "AFTER_LAWFUL_DAY"},
    {ReleaseDayWarning::kNonWorkingDay, "NON_WORKING_DAY"},
    {ReleaseDayWarning::kHeldPastDue, "HELD_PAST_DUE"},
    {ReleaseDayWarning::kUnderEighteen, "UNDER_EIGHTEEN_DECISION"},
}};

// The days in custody that the Friday rule leaves untouched (domain A6).
constexpr int kLeastDaysServed = 28;

bool StandsAsEntered(DateType type) {
  return type == DateType::kConfirmed || type == DateType::kHdcad;
}

// The types that the Friday rule applies to. APD and HDCAD are decisions; NPD is not in the policy.
bool FridayRuleCovers(DateType type) {
  switch (type) {
    case DateType::kCrd:
    case DateType::kArd:
    case DateType::kPrrd:
    case DateType::kEtd:
    case DateType::kMtd:
    case DateType::kLtd:
      return true;
    case DateType::kConfirmed:
    case DateType::kApd:
    case DateType::kHdcad:
    case DateType::kNpd:
    case DateType::kHdced:
    case DateType::kPed:
    case DateType::kSed:
    case DateType::kLed:
      return false;
  }
  return false;
}

// A day that the calendar does not know counts as one on which nobody works: a day too early is a
// matter of policy, a day too late is unlawful.
bool IsWorkingDay(Date day, const WorkingDays& calendar) {
  return calendar.Covers(day) && calendar.IsWorkingDay(day);
}

bool IsWeekend(Date day) {
  const auto weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

// Whether the Friday rule may give `result` at all.
bool MayMoveTo(Date result, const ReleaseDayFacts& facts) {
  return result >= facts.today && facts.sentence_start &&
         result - *facts.sentence_start >= kLeastDaysServed;
}

bool IsAdultOn(Date day, const ReleaseDayFacts& facts) {
  return EighteenthBirthday(facts.date_of_birth) <= day;
}

// Moves a lawful day on by the Friday rule and by what the governor decided.
void ApplyFridayRule(const ReleaseDayFacts& facts, const WorkingDays& calendar, ReleaseDay& day) {
  if (!FridayRuleCovers(day.due->type) || day.due->date < facts.today) return;
  const Date lawful = *day.date;
  const Date policy = EligibleDay(lawful, calendar);
  if (policy == lawful || !MayMoveTo(policy, facts)) return;
  if (!IsAdultOn(lawful, facts)) {
    day.warnings.insert(ReleaseDayWarning::kUnderEighteen);
    return;
  }
  if (facts.decision == FridayDecision::kReverted) {
    day.reason = ReleaseDayReason::kReverted;
    return;
  }
  day.date = policy;
  day.reason = ReleaseDayReason::kPolicy;
  const Date earlier = EligibleDay(policy - 1, calendar);
  if (facts.decision == FridayDecision::kExtraDay && MayMoveTo(earlier, facts)) {
    day.date = earlier;
    day.reason = ReleaseDayReason::kExtraDay;
  }
}

void Settle(const ReleaseDayFacts& facts, const WorkingDays& calendar, ReleaseDay& day) {
  const Date due = day.due->date;
  if (!calendar.Covers(due)) {
    day.date = due;
    day.reason = ReleaseDayReason::kBeyondCalendar;
    return;
  }
  if (StandsAsEntered(day.due->type)) {
    day.date = due;
    day.reason = ReleaseDayReason::kAsEntered;
    return;
  }
  day.date = calendar.RollBack(due);
  day.reason = day.date == due ? ReleaseDayReason::kWorkingDay : ReleaseDayReason::kRolledBack;
  ApplyFridayRule(facts, calendar, day);
}

}  // namespace

std::string_view ToString(ReleaseDayReason reason) {
  return kReasons[static_cast<std::size_t>(reason)].second;
}

std::optional<ReleaseDayReason> ParseReleaseDayReason(std::string_view text) {
  for (const auto& [reason, name] : kReasons) {
    if (name == text) return reason;
  }
  return std::nullopt;
}

std::string_view ToString(ReleaseDayWarning warning) {
  return kWarnings[static_cast<std::size_t>(warning)].second;
}

std::optional<ReleaseDayWarning> ParseReleaseDayWarning(std::string_view text) {
  for (const auto& [warning, name] : kWarnings) {
    if (name == text) return warning;
  }
  return std::nullopt;
}

ReleaseDay ComputeReleaseDay(const SentenceDates& dates, const ReleaseDayFacts& facts,
                             const WorkingDays& calendar) {
  ReleaseDay day;
  day.calendar_version = calendar.version();
  day.due = DueDate(dates);
  day.statutory = StatutoryDate(dates);
  if (day.statutory) {
    const Date date = day.statutory->date;
    day.latest_lawful = calendar.Covers(date) ? calendar.RollBack(date) : date;
  }
  if (!day.due) return day;
  day.due_before_days_off = IsFridayOrPreHoliday(day.due->date, calendar);
  Settle(facts, calendar, day);
  if (day.latest_lawful && *day.date > *day.latest_lawful) {
    day.warnings.insert(ReleaseDayWarning::kAfterLawfulDay);
  }
  if (StandsAsEntered(day.due->type) && !calendar.IsWorkingDay(*day.date)) {
    day.warnings.insert(ReleaseDayWarning::kNonWorkingDay);
  }
  return day;
}

bool IsFridayOrPreHoliday(Date due, const WorkingDays& calendar) {
  if (absl::GetWeekday(due) == absl::Weekday::friday) return true;
  const Date next = due + 1;
  return calendar.Covers(next) && !IsWeekend(next) && !calendar.IsWorkingDay(next);
}

Date EighteenthBirthday(Date date_of_birth) {
  // The civil type turns 29 February of a common year into 1 March.
  return Date(date_of_birth.year() + 18, date_of_birth.month(), date_of_birth.day());
}

Date EligibleDay(Date day, const WorkingDays& calendar) {
  while (!IsWorkingDay(day, calendar) || !IsWorkingDay(day + 1, calendar)) {
    if (!calendar.Covers(day)) break;
    --day;
  }
  return day;
}

}  // namespace ttg::release

#include "kernel/working_days.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace ttg {
namespace {

Error Malformed(int line, std::string_view what) {
  return Invalid("CALENDAR_MALFORMED", absl::StrCat("calendar line ", line, ": ", what));
}

struct Draft {
  std::string version;
  std::optional<Date> known_from;
  std::optional<Date> known_through;
  std::set<Date> holidays;
};

Result<void> ReadComment(std::string_view text, int line, Draft& draft) {
  if (absl::ConsumePrefix(&text, "# version: ")) {
    draft.version = std::string(text);
    return {};
  }
  const bool from = absl::ConsumePrefix(&text, "# known_from: ");
  if (!from && !absl::ConsumePrefix(&text, "# known_through: ")) return {};
  const auto date = ParseDate(text);
  if (!date) return Malformed(line, date.error().message);
  (from ? draft.known_from : draft.known_through) = *date;
  return {};
}

}  // namespace

WorkingDays::WorkingDays(std::string version, Date known_from, Date known_through,
                         std::set<Date> holidays)
    : version_(std::move(version)),
      known_from_(known_from),
      known_through_(known_through),
      holidays_(std::move(holidays)) {}

Result<WorkingDays> WorkingDays::Parse(std::string_view text) {
  Draft draft;
  int number = 0;
  for (std::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripTrailingAsciiWhitespace(line);
    if (line.empty() || line == "date,title") continue;
    if (absl::StartsWith(line, "#")) {
      TTG_RETURN_IF_ERROR(ReadComment(line, number, draft));
      continue;
    }
    const std::pair<std::string_view, std::string_view> row =
        absl::StrSplit(line, absl::MaxSplits(',', 1));
    const auto date = ParseDate(row.first);
    if (!date) return Malformed(number, date.error().message);
    draft.holidays.insert(*date);
  }
  if (draft.version.empty() || !draft.known_from || !draft.known_through) {
    return Malformed(number, "the version, known_from or known_through line is missing");
  }
  return WorkingDays(std::move(draft.version), *draft.known_from, *draft.known_through,
                     std::move(draft.holidays));
}

bool WorkingDays::IsWorkingDay(Date day) const {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday &&
         !holidays_.contains(day);
}

Date WorkingDays::RollBack(Date day) const {
  while (!IsWorkingDay(day)) --day;
  return day;
}

Date WorkingDays::Add(Date day, int working_days) const {
  while (working_days > 0) {
    if (IsWorkingDay(++day)) --working_days;
  }
  return day;
}

Date WorkingDays::Subtract(Date day, int working_days) const {
  while (working_days > 0) {
    if (IsWorkingDay(--day)) --working_days;
  }
  return day;
}

}  // namespace ttg

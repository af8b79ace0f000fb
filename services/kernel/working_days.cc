#include "kernel/working_days.h"

#include <utility>

#include <fmt/format.h>

namespace ttg {
namespace {

Error Malformed(int line, std::string_view what) {
  return Invalid("CALENDAR_MALFORMED", fmt::format("calendar line {}: {}", line, what));
}

// Takes `prefix` off the front of `text`, if it is there.
bool Consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes the next line, without its end, off the front of `text`.
std::string_view NextLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Draft {
  std::string version;
  std::optional<Date> known_from;
  std::optional<Date> known_through;
  std::set<Date> holidays;
};

Result<void> ReadComment(std::string_view text, int line, Draft& draft) {
  if (Consume(text, "# version: ")) {
    draft.version = std::string(text);
    return {};
  }
  const bool from = Consume(text, "# known_from: ");
  if (!from && !Consume(text, "# known_through: ")) return {};
  const auto date = ParseDate(text);
  if (!date) return Malformed(line, date.error().message);
  (from ? draft.known_from : draft.known_through) = *date;
  return {};
}

Result<void> ReadLine(std::string_view line, int number, Draft& draft) {
  if (line.empty() || line == "date,title") return {};
  if (line.starts_with('#')) return ReadComment(line, number, draft);
  const auto date = ParseDate(line.substr(0, line.find(',')));
  if (!date) return Malformed(number, date.error().message);
  draft.holidays.insert(*date);
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
  while (!text.empty()) {
    const std::string_view line = NextLine(text);
    TTG_RETURN_IF_ERROR(ReadLine(line, ++number, draft));
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

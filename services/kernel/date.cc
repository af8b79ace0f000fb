#include "kernel/date.h"

#include <fmt/format.h>

namespace ttg {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool HasIsoShape(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!IsDigit(text[i])) return false;
  }
  return true;
}

}  // namespace

Result<Date> ParseDate(std::string_view text) {
  if (!HasIsoShape(text)) {
    return Invalid("DATE_NOT_ISO", "write the date as year-month-day, for example 2026-11-23");
  }
  const int year = Number(text.substr(0, 4));
  const int month = Number(text.substr(5, 2));
  const int day = Number(text.substr(8, 2));
  const Date date(year, month, day);  // normalises what does not exist: 30 February → 2 March
  const bool exists = date.year() == year && date.month() == month && date.day() == day;
  if (!exists || year < kFirstYear || year > kLastYear) {
    return Invalid("DATE_IMPOSSIBLE", "there is no such date between 1900 and 2199");
  }
  return date;
}

std::string FormatDate(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string FormatInstant(Instant instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", instant, absl::UTCTimeZone());
}

Result<Instant> ParseInstant(std::string_view text) {
  Instant instant;
  if (!absl::ParseTime(absl::RFC3339_full, std::string(text), &instant, nullptr)) {
    return Invalid("INSTANT_MALFORMED", "write the instant as RFC 3339, 2026-11-23T09:30:00Z");
  }
  return instant;
}

}  // namespace ttg

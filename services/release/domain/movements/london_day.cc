#include "release/domain/movements/london_day.h"

namespace ttg::release {
namespace {

Instant ChangeOfClocks(absl::civil_year_t year, int month) {
  // The last Sunday of the month, which has 31 days.
  const Date sunday = absl::PrevWeekday(Date(year, month + 1, 1), absl::Weekday::sunday);
  return absl::FromCivil(absl::CivilHour(sunday) + 1, absl::UTCTimeZone());
}

absl::Duration AheadOfUtc(Instant instant) {
  constexpr int kMarch = 3;
  constexpr int kOctober = 10;
  const auto year = absl::ToCivilYear(instant, absl::UTCTimeZone()).year();
  const bool summer =
      instant >= ChangeOfClocks(year, kMarch) && instant < ChangeOfClocks(year, kOctober);
  return summer ? absl::Hours(1) : absl::ZeroDuration();
}

}  // namespace

Date LondonDay(Instant instant) {
  return absl::ToCivilDay(instant + AheadOfUtc(instant), absl::UTCTimeZone());
}

Instant SameTimeOn(Date day, Instant instant) {
  const Instant that_day = instant + absl::Hours(24 * (day - LondonDay(instant)));
  return that_day + AheadOfUtc(instant) - AheadOfUtc(that_day);
}

}  // namespace ttg::release

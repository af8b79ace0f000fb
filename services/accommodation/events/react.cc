#include "accommodation/events/react.h"

namespace ttg::accommodation {

Result<std::optional<Date>> ReadDate(bool present, const ttg::common::v1::Date& date) {
  if (!present) return std::optional<Date>();
  const Date day(date.year(), date.month(), date.day());
  // CivilDay turns 30 February into a day of March.
  if (day.year() != date.year() || day.month() != date.month() || day.day() != date.day()) {
    return Invalid("EVENT_MALFORMED", "the event holds a date that does not exist");
  }
  return std::optional(day);
}

}  // namespace ttg::accommodation

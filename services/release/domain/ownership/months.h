#pragma once

#include <algorithm>

#include "absl/time/civil_time.h"
#include "kernel/date.h"

namespace ttg::release {

// The same day so many months later (earlier: a negative number), or the last day of a month that
// is too short for it: a month after 31 January is the last of February.
inline Date MonthsAfter(Date day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const Date last = Date(month + 1) - 1;
  return std::min(Date(month) + (day.day() - 1), last);
}

}  // namespace ttg::release

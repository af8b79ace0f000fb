#include "employment/domain/check_in.h"

#include <algorithm>

namespace ttg::employment {

namespace {

constexpr int kSixWeeksInDays = 42;
constexpr int kMonths = 6;

Date AddMonths(Date date, int months) {
  const absl::CivilMonth month = absl::CivilMonth(date) + months;
  const Date last_day = Date(month + 1) - 1;
  return std::min(Date(month) + (date.day() - 1), last_day);
}

}  // namespace

CheckInDays CheckInsAfter(Date release) {
  return {.six_weeks_on = release + kSixWeeksInDays, .six_months_on = AddMonths(release, kMonths)};
}

}  // namespace ttg::employment

#pragma once

#include "employment/domain/codes.h"
#include "kernel/date.h"

namespace ttg::employment {

// The days on which a person's employment status is asked for.
struct CheckInDays {
  Date six_weeks_on;
  Date six_months_on;

  Date On(CheckInKind kind) const {
    return kind == CheckInKind::kSixWeeks ? six_weeks_on : six_months_on;
  }

  friend bool operator==(const CheckInDays&, const CheckInDays&) = default;
};

// 42 days, and 6 calendar months with the last day of a shorter month, after the release
// (domain C4): 31 August gives 28 February, or 29 in a leap year.
CheckInDays CheckInsAfter(Date release);

}  // namespace ttg::employment

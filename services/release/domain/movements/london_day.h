#pragma once

#include "kernel/date.h"

namespace ttg::release {

// Civil time in the United Kingdom as the Summer Time Order 2002 has it: an hour ahead of UTC from
// 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October. A pure rule, so
// that what happened at an instant can be dated without a clock (domain A1).

// The date in Europe/London at an instant, from 1996 on.
Date LondonDay(Instant instant);

// The instant on `day` at which clocks in London show what they show at `instant`; about the hour
// of a change of clocks it may be an hour off, on the same day.
Instant SameTimeOn(Date day, Instant instant);

}  // namespace ttg::release

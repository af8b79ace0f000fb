#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "kernel/result.h"

namespace ttg {

// A civil date in Europe/London. Never an instant (domain A1). Arithmetic is in days:
// `date + 7`, `later - earlier`.
using Date = absl::CivilDay;

// An instant, UTC.
using Instant = absl::Time;

// ISO 8601 calendar date, "2026-11-23", years 1900 to 2199, and nothing else.
// Errors: Invalid / DATE_NOT_ISO (the form is wrong) or DATE_IMPOSSIBLE (30 February).
Result<Date> ParseDate(std::string_view text);

// "2026-11-23".
std::string FormatDate(Date date);

// "2026-11-23T09:30:00.000000Z": fixed width, so that text order is time order.
std::string FormatInstant(Instant instant);

// Reads what FormatInstant writes, and any RFC 3339 instant. Errors: Invalid / INSTANT_MALFORMED.
Result<Instant> ParseInstant(std::string_view text);

}  // namespace ttg

#include "platform/lifecycle/system_clock.h"

#include <cstdlib>

#include "absl/time/clock.h"

namespace ttg::lifecycle {
namespace {

// Without the zone every date of ours would be wrong for half of the year: not to be survived.
absl::TimeZone LoadLondon() {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone("Europe/London", &zone)) std::abort();
  return zone;
}

}  // namespace

SystemClock::SystemClock() : london_(LoadLondon()) {}

Instant SystemClock::Now() const { return absl::Now(); }

Date SystemClock::Today() const { return absl::ToCivilDay(Now(), london_); }

Date LondonDate(Instant instant) {
  static const absl::TimeZone london = LoadLondon();
  return absl::ToCivilDay(instant, london);
}

}  // namespace ttg::lifecycle

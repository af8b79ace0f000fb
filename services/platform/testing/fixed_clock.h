#pragma once

#include <mutex>

#include "absl/time/time.h"
#include "kernel/clock.h"

namespace ttg::testing {

// A clock that stands still until a test moves it. Thread-safe, because servers under test read it
// from their own threads.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  // Half past nine in London on that day.
  explicit FixedClock(Date today)
      : now_(absl::FromCivil(absl::CivilMinute(today) + 570, London())) {}

  Instant Now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  Date Today() const override { return absl::ToCivilDay(Now(), London()); }

  void Set(Instant now) {
    const std::lock_guard lock(mutex_);
    now_ = now;
  }
  void Advance(absl::Duration by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  static absl::TimeZone London() {
    absl::TimeZone zone;
    absl::LoadTimeZone("Europe/London", &zone);
    return zone;
  }

  mutable std::mutex mutex_;
  Instant now_;
};

}  // namespace ttg::testing

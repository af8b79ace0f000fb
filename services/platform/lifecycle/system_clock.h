#pragma once

#include "kernel/clock.h"

namespace ttg::lifecycle {

// The machine's clock. Thread-safe.
class SystemClock final : public Clock {
 public:
  SystemClock();

  Instant Now() const override;
  Date Today() const override;

 private:
  absl::TimeZone london_;
};

// The date in Europe/London at an instant (domain A1).
Date LondonDate(Instant instant);

}  // namespace ttg::lifecycle

#pragma once

#include <string>

#include "kernel/date.h"

namespace ttg {

// Where use cases get the time from. The domain gets values, never a clock.
class Clock {
 public:
  virtual ~Clock() = default;

  virtual Instant Now() const = 0;
  // The date in Europe/London: 23:30 UTC in June is tomorrow (domain A1).
  virtual Date Today() const = 0;
};

// Where use cases get new identifiers from: UUIDv7 in lower case, increasing with time, because
// random ids cost a database half of its write speed.
class IdSource {
 public:
  virtual ~IdSource() = default;

  virtual std::string NewId() = 0;
};

}  // namespace ttg

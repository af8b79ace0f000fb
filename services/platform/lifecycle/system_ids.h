#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "kernel/clock.h"

namespace ttg::lifecycle {

// UUIDv7 (RFC 9562): milliseconds, then a counter that starts at random in each millisecond, then
// randomness. Ids of one source strictly increase, also when the clock goes back. Thread-safe.
class SystemIds final : public IdSource {
 public:
  explicit SystemIds(const Clock& clock) : clock_(clock) {}

  std::string NewId() override;

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t millisecond_ = 0;
  std::uint32_t counter_ = 0;
};

}  // namespace ttg::lifecycle

#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"
#include "kernel/clock.h"

namespace ttg::testing {

// Valid UUIDv7 strings that increase by one: 01900000-0000-7000-8000-000000000001 is the first.
// Two sources in one test take different series, so that their ids never meet. Thread-safe.
class SequentialIds final : public IdSource {
 public:
  explicit SequentialIds(std::uint16_t series = 0) : series_(series) {}

  std::string NewId() override { return Nth(++last_, series_); }

  // The id that the n-th call of NewId gives, counted from 1.
  static std::string Nth(std::uint64_t n, std::uint16_t series = 0) {
    return absl::StrFormat("01900000-0000-7000-8%03x-%012x", series & 0xfff, n);
  }

 private:
  const std::uint16_t series_;
  std::atomic<std::uint64_t> last_ = 0;
};

}  // namespace ttg::testing

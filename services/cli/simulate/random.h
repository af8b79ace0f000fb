#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ttg::cli {

// The simulator's own generator, spelled out so that a seed gives the same bytes on any machine
// and with any standard library: SplitMix64 (Steele, Lea and Flood 2014).
class Random {
 public:
  // Streams of one seed are independent of each other: one for each file.
  Random(std::uint64_t seed, std::string_view stream) : state_(seed) {
    for (const char letter : stream) state_ = Mix(state_ ^ static_cast<unsigned char>(letter));
  }

  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15U;
    return Mix(state_);
  }

  // A number from `low` to `high`, both included, at most 2^31 apart. The bias of the
  // multiplication is below one in two million.
  int Between(int low, int high) {
    const auto range = static_cast<std::uint64_t>(static_cast<std::int64_t>(high) - low + 1);
    return low + static_cast<int>(((Next() >> 32) * range) >> 32);
  }

  // True in so many of a thousand cases.
  bool Chance(int per_thousand) { return Between(0, 999) < per_thousand; }

  template <typename T, std::size_t N>
  const T& Pick(const std::array<T, N>& values) {
    return values[static_cast<std::size_t>(Between(0, static_cast<int>(N) - 1))];
  }

  // By the member `weight`.
  template <typename T, std::size_t N>
  const T& PickWeighted(const std::array<T, N>& values) {
    int total = 0;
    for (const T& value : values) total += value.weight;
    int left = Between(0, total - 1);
    for (const T& value : values) {
      left -= value.weight;
      if (left < 0) return value;
    }
    return values.back();
  }

 private:
  static std::uint64_t Mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace ttg::cli

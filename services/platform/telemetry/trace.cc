#include "platform/telemetry/trace.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>

namespace ttg::telemetry {
namespace {

bool IsLowerHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsAllZero(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

std::uint64_t NonZeroRandom() {
  // Trace ids must be unlikely to meet, not impossible to guess.
  thread_local std::mt19937_64 generator{std::random_device{}()};
  std::uint64_t number = 0;
  while (number == 0) number = generator();
  return number;
}

constexpr std::size_t kTrace = 3;
constexpr std::size_t kSpan = 36;
constexpr std::size_t kFlags = 53;
constexpr std::size_t kLength = 55;

}  // namespace

bool IsTraceparent(std::string_view text) {
  if (text.size() != kLength || text.substr(0, kTrace) != "00-") return false;
  if (text[kSpan - 1] != '-' || text[kFlags - 1] != '-') return false;
  const std::string_view trace = text.substr(kTrace, 32);
  const std::string_view span = text.substr(kSpan, 16);
  return IsLowerHex(trace) && IsLowerHex(span) && IsLowerHex(text.substr(kFlags, 2)) &&
         !IsAllZero(trace) && !IsAllZero(span);
}

std::string ContinueTrace(std::string_view parent) {
  const std::string span = fmt::format("{:016x}", NonZeroRandom());
  if (!IsTraceparent(parent)) {
    return fmt::format("00-{:016x}{:016x}-{}-01", NonZeroRandom(), NonZeroRandom(), span);
  }
  return fmt::format("{}{}-{}", parent.substr(0, kSpan), span, parent.substr(kFlags, 2));
}

}  // namespace ttg::telemetry

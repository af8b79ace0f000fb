#include "platform/lifecycle/system_ids.h"

#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/random.h>

namespace ttg::lifecycle {
namespace {

// 12 bits of rand_a and the top 14 of rand_b count within a millisecond.
constexpr std::uint32_t kCounterLimit = 1U << 26U;
// Leaves room to count up before the millisecond has to be borrowed from the future.
constexpr std::uint32_t kCounterStartMask = (1U << 25U) - 1;

std::uint64_t Random() {
  // Randomness is fetched in blocks: one system call an id would cost more than the id.
  struct Pool {
    std::array<std::uint64_t, 32> words{};
    std::size_t used = words.size();
  };
  thread_local Pool pool;
  if (pool.used == pool.words.size()) {
    if (getrandom(pool.words.data(), sizeof(pool.words), 0) != sizeof(pool.words)) std::abort();
    pool.used = 0;
  }
  return pool.words[pool.used++];
}

}  // namespace

std::string SystemIds::NewId() {
  const std::uint64_t random = Random();
  std::int64_t millisecond = 0;
  std::uint32_t counter = 0;
  {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = absl::ToUnixMillis(clock_.Now());
    if (now > millisecond_) {
      millisecond_ = now;
      counter_ = static_cast<std::uint32_t>(random >> 38U) & kCounterStartMask;
    } else if (++counter_ == kCounterLimit) {
      ++millisecond_;
      counter_ = 0;
    }
    millisecond = millisecond_;
    counter = counter_;
  }
  const auto time = static_cast<std::uint64_t>(millisecond);
  return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", (time >> 16U) & 0xffffffffU,
                     time & 0xffffU, counter >> 14U, 0x8000U | (counter & 0x3fffU),
                     random & 0xffffffffffffU);
}

}  // namespace ttg::lifecycle

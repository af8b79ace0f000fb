#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

namespace ttg::bench {

struct Load {
  double per_second = 0;
  std::int64_t failed = 0;
};

// Keeps `in_flight` calls under way for `duration` and counts those that ended well. `issue` starts
// one call for a slot (0 … in_flight - 1) and calls its argument once when it has ended.
inline Load Drive(int in_flight, std::chrono::milliseconds duration,
                  const std::function<void(int slot, std::function<void(bool)>)>& issue) {
  std::atomic<bool> stop = false;
  std::atomic<std::int64_t> done = 0;
  std::atomic<std::int64_t> failed = 0;
  std::mutex mutex;
  std::condition_variable changed;
  int under_way = in_flight;

  std::function<void(int)> next = [&](int slot) {
    issue(slot, [&, slot](bool ok) {
      (ok ? done : failed).fetch_add(1, std::memory_order_relaxed);
      if (!stop) return next(slot);
      const std::lock_guard lock(mutex);
      --under_way;
      changed.notify_one();
    });
  };
  const auto start = std::chrono::steady_clock::now();
  for (int slot = 0; slot < in_flight; ++slot) next(slot);
  std::unique_lock lock(mutex);
  changed.wait_for(lock, duration, [] { return false; });
  stop = true;
  const std::int64_t counted = done;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  changed.wait(lock, [&] { return under_way == 0; });
  return {.per_second = static_cast<double>(counted) / took.count(), .failed = failed};
}

}  // namespace ttg::bench

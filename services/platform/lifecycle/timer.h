#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ttg::lifecycle {

// Runs `work` every so often on a thread of its own, while `try_lease` says that this replica may.
// The first run is at once. Neither throws.
class Timer {
 public:
  Timer(std::chrono::milliseconds every, std::function<bool()> try_lease,
        std::function<void()> work);
  ~Timer();

  // Lets the run under way end. Idempotent.
  void Stop();

 private:
  void Run();

  const std::chrono::milliseconds every_;
  const std::function<bool()> try_lease_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ttg::lifecycle

#include "platform/lifecycle/timer.h"

#include <utility>

namespace ttg::lifecycle {

Timer::Timer(std::chrono::milliseconds every, std::function<bool()> try_lease,
             std::function<void()> work)
    : every_(every),
      try_lease_(std::move(try_lease)),
      work_(std::move(work)),
      thread_([this] { Run(); }) {}

Timer::~Timer() { Stop(); }

void Timer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Timer::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    if (try_lease_()) work_();
    lock.lock();
    wake_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

}  // namespace ttg::lifecycle

#include "platform/rpc/workers.h"

#include <utility>

namespace ttg::rpc {

Workers::Workers(int threads, std::size_t queue_limit) : queue_limit_(queue_limit) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(queue_, wake_); });
  threads_.emplace_back([this] { Run(urgent_, wake_urgent_); });
}

Workers::~Workers() { Stop(); }

bool Workers::TryPost(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void Workers::Post(std::function<void()> task) {
  {
    std::unique_lock lock(mutex_);
    if (stopping_) {
      lock.unlock();
      return task();
    }
    urgent_.push_back(std::move(task));
  }
  wake_urgent_.notify_one();
}

void Workers::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  wake_urgent_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t Workers::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::Run(Tasks& tasks, std::condition_variable& wake) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake.wait(lock, [&] { return stopping_ || !tasks.empty(); });
    if (tasks.empty()) return;
    auto task = std::move(tasks.front());
    tasks.pop_front();
    lock.unlock();
    task();
    task = nullptr;  // what it holds goes before the next one is waited for
    lock.lock();
  }
}

}  // namespace ttg::rpc

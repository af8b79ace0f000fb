#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "kernel/result.h"
#include "platform/store/command_queue.h"

namespace ttg::store {

// Sessions that are lent to one reader at a time. Thread-safe.
template <typename S>
class SessionPool {
 public:
  // Before the first Take.
  void Add(std::unique_ptr<S> session) {
    free_.push_back(std::move(session));
    ++total_;
  }

  // Waits for a free one. Errors: Unavailable / DATABASE_CLOSED.
  Result<std::unique_ptr<S>> Take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !free_.empty(); });
    if (closed_) return DatabaseClosed();
    // The last one back has the warmest cache.
    std::unique_ptr<S> session = std::move(free_.back());
    free_.pop_back();
    return session;
  }

  // Gives it back; null where it broke and could not be replaced.
  void Return(std::unique_ptr<S> session) {
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(session));
    }
    changed_.notify_all();
  }

  // Waits until all are back and ends them. Idempotent.
  void Close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return free_.size() == total_; });
    free_.clear();
    total_ = 0;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<S>> free_;
  std::size_t total_ = 0;
  bool closed_ = false;
};

}  // namespace ttg::store

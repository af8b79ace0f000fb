#include "platform/store/command_queue.h"

#include <utility>

namespace ttg::store {

Error DatabaseClosed() {
  return Unavailable("DATABASE_CLOSED", "the service is shutting down; try again elsewhere");
}

Result<void> CommandQueue::Push(Command& command) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return DatabaseClosed();
    if (commands_.size() >= limit_) {
      return Overloaded("QUEUE_FULL", "too many changes are waiting; back off and try again");
    }
    commands_.push_back(std::move(command));
  }
  changed_.notify_one();
  return {};
}

CommandQueue::Wake CommandQueue::Wait(std::optional<std::chrono::milliseconds> patience) {
  std::unique_lock lock(mutex_);
  const auto woken = [this] { return !commands_.empty() || closed_; };
  if (!patience) {
    changed_.wait(lock, woken);
  } else if (!changed_.wait_for(lock, *patience, woken)) {
    return Wake::kIdle;
  }
  return commands_.empty() ? Wake::kClosed : Wake::kReady;
}

std::optional<Command> CommandQueue::TryPop() {
  const std::lock_guard lock(mutex_);
  if (commands_.empty()) return std::nullopt;
  Command command = std::move(commands_.front());
  commands_.pop_front();
  return command;
}

void CommandQueue::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

std::size_t CommandQueue::size() const {
  const std::lock_guard lock(mutex_);
  return commands_.size();
}

Result<void> RunWork(const Database::Work& work, Session& session) {
  try {
    return work(session);
  } catch (...) {
    return Internal("UNEXPECTED_EXCEPTION", "the command ended in an exception");
  }
}

}  // namespace ttg::store

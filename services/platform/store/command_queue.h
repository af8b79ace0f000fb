#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "kernel/result.h"
#include "platform/store/database.h"

namespace ttg::store {

struct Command {
  Database::Work work;
  Database::Done done;
};

// Commands that wait for a database thread: bounded, first in first out. Thread-safe.
class CommandQueue {
 public:
  enum class Wake { kReady, kIdle, kClosed };

  explicit CommandQueue(std::size_t limit) : limit_(limit) {}

  // Takes the command, or leaves it as it is. Errors: Overloaded / QUEUE_FULL,
  // Unavailable / DATABASE_CLOSED.
  Result<void> Push(Command& command);

  // Waits until there is a command (kReady), `patience` is over (kIdle; none waits for ever), or
  // the queue is closed and empty (kClosed).
  Wake Wait(std::optional<std::chrono::milliseconds> patience);
  // The first command, if there is one; does not wait.
  std::optional<Command> TryPop();

  // Refuses what comes; what is in it is still handed out.
  void Close();

  std::size_t size() const;

 private:
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Command> commands_;
  bool closed_ = false;
};

Error DatabaseClosed();

// Runs a command's work. An exception from it is a bug of ours and becomes
// Internal / UNEXPECTED_EXCEPTION; its text, which may hold anything, is dropped.
Result<void> RunWork(const Database::Work& work, Session& session);

}  // namespace ttg::store

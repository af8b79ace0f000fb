#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "kernel/result.h"
#include "platform/store/session.h"

namespace ttg::store {

struct DatabaseConfig {
  // "sqlite:/path/to/file.db", or a PostgreSQL URI "postgresql://…".
  std::string url;
  int readers = 4;         // pooled read sessions
  int writers = 4;         // pooled write sessions; PostgreSQL only, SQLite has one
  int queue_limit = 4096;  // commands waiting; beyond it Write refuses with Overloaded
  int group_limit = 64;    // commands per commit; SQLite only
  std::chrono::milliseconds group_time{2};
};

struct DatabaseStats {
  std::int64_t queued = 0;
  std::int64_t groups = 0;
  std::int64_t commands = 0;
};

// One service's database. Thread-safe.
//
// SQLite: one thread owns all writes and checkpoints; it takes what is queued (up to group_limit
// commands or group_time), runs each under its own savepoint, commits once and only then answers.
// PostgreSQL: a pool of sessions, READ COMMITTED, retry on 40001 and 40P01 (so `Work` may run more
// than once and must have no effect outside the session).
class Database {
 public:
  // What a command does. A returned error undoes everything the command wrote.
  using Work = std::function<Result<void>(Session&)>;
  // Called exactly once, on a database thread (a refusal: on the caller's), after the commit is on
  // disk or with the error. If a commit fails, every command of its group gets
  // Unavailable / COMMIT_FAILED. Must be quick, and must not throw.
  using Done = std::function<void(Result<void>)>;

  // Opens the database and its threads. Errors: Invalid / DATABASE_URL_UNKNOWN,
  // Unavailable / DATABASE_UNAVAILABLE, Unavailable / DATABASE_IN_USE (SQLite: another process
  // has the file, see file_lock.h).
  static Result<std::unique_ptr<Database>> Open(const DatabaseConfig& config);

  virtual ~Database() = default;

  virtual Dialect dialect() const = 0;

  // Errors beside those of `work`: Overloaded / QUEUE_FULL, Unavailable / DATABASE_CLOSED,
  // Unavailable / COMMIT_FAILED, Internal / UNEXPECTED_EXCEPTION.
  virtual void Write(Work work, Done done) = 0;
  // Write, and wait for the answer. Never call it from a database thread.
  Result<void> WriteAndWait(Work work);

  // Runs `work` on a pooled read-only session with one consistent snapshot; waits for a free one.
  // Never call it from inside another Read: the pool is finite.
  virtual Result<void> Read(const Work& work) = 0;

  virtual DatabaseStats Stats() const = 0;

  // Finishes what is queued, refuses what comes (Unavailable / DATABASE_CLOSED), closes all
  // sessions. Idempotent; the destructor calls it.
  virtual void Close() = 0;
};

}  // namespace ttg::store

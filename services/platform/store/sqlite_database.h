#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/store/command_queue.h"
#include "platform/store/database.h"
#include "platform/store/file_lock.h"
#include "platform/store/session_pool.h"
#include "platform/store/sqlite_session.h"

namespace ttg::store {

// See Database. One thread owns all writes and all checkpoints, and commits what was queued
// meanwhile in one go: the fsync of one group is the waiting room of the next.
class SqliteDatabase final : public Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const std::string& path,
                                                const DatabaseConfig& config);

  ~SqliteDatabase() override;

  Dialect dialect() const override { return Dialect::kSqlite; }
  void Write(Work work, Done done) override;
  Result<void> Read(const Work& work) override;
  DatabaseStats Stats() const override;
  void Close() override;

 private:
  using Clock = std::chrono::steady_clock;

  struct Finished {
    Done done;
    Result<void> outcome;
  };

  SqliteDatabase(const DatabaseConfig& config, std::unique_ptr<FileLock> lock,
                 std::unique_ptr<SqliteSession> writer);

  void WriterLoop();
  void RunGroup();
  // The first command of a group has nothing before it to keep, so it needs no savepoint: where it
  // fails (false), the whole transaction is undone. A savepoint copies every page that is changed,
  // which a large command (an import's group, a dry run) would pay for dearly.
  bool RunFirst(std::vector<Finished>& group);
  void RunOthers(std::vector<Finished>& group, Clock::time_point until);
  void RefuseGroup(const Error& error);
  void CheckpointWhereLarge();

  const DatabaseConfig config_;
  CommandQueue queue_;
  // Held for as long as anything here has the file open.
  std::unique_ptr<FileLock> lock_;
  // Only the writer thread touches it between the start and the end of that thread.
  std::unique_ptr<SqliteSession> writer_;
  SessionPool<SqliteSession> readers_;
  std::int64_t checkpointed_at_ = 0;
  std::atomic<std::int64_t> groups_ = 0;
  std::atomic<std::int64_t> commands_ = 0;
  std::mutex closing_;
  std::thread thread_;
};

}  // namespace ttg::store

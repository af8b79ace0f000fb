#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/store/command_queue.h"
#include "platform/store/database.h"
#include "platform/store/postgres_session.h"
#include "platform/store/session_pool.h"

namespace ttg::store {

// See Database. Each writer thread has a session of its own and one transaction a command; a
// session that breaks is replaced.
class PostgresDatabase final : public Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const DatabaseConfig& config);

  ~PostgresDatabase() override;

  Dialect dialect() const override { return Dialect::kPostgres; }
  void Write(Work work, Done done) override;
  Result<void> Read(const Work& work) override;
  DatabaseStats Stats() const override;
  void Close() override;

 private:
  // How one run of a command ended, and whether nothing of it can have been stored and another run
  // may do better.
  struct Attempt {
    Result<void> outcome;
    bool again = false;
  };

  explicit PostgresDatabase(const DatabaseConfig& config);

  void WriterLoop(std::unique_ptr<PostgresSession> session);
  Result<void> RunCommand(std::unique_ptr<PostgresSession>& session, const Work& work);
  Attempt Try(std::unique_ptr<PostgresSession>& session, const Work& work);
  // Begins a transaction, on a new session if the one in hand is broken.
  Result<void> Begin(std::unique_ptr<PostgresSession>& session, std::string_view statement);

  const DatabaseConfig config_;
  CommandQueue queue_;
  SessionPool<PostgresSession> readers_;
  std::atomic<std::int64_t> commits_ = 0;
  std::atomic<std::int64_t> commands_ = 0;
  std::mutex closing_;
  std::vector<std::thread> threads_;
};

}  // namespace ttg::store

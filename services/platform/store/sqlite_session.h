#pragma once

#include <map>
#include <memory>
#include <string>

#include <soci/sqlite3/soci-sqlite3.h>

#include "platform/store/sql_session.h"

namespace ttg::store {

// One SQLite connection. The writer's is the only one that writes and checkpoints; this version of
// SQLite has the WAL-reset bug that a second checkpointing connection can trigger.
class SqliteSession final : public SqlSession {
 public:
  enum class Access { kWrite, kRead };
  enum class Checkpointing { kPassive, kRestart, kTruncate };

  // Errors: Unavailable / DATABASE_UNAVAILABLE.
  static Result<std::unique_ptr<SqliteSession>> Open(const std::string& path, Access access);

  ~SqliteSession() override = default;

  Dialect dialect() const override { return Dialect::kSqlite; }

  // Whether a transaction that was begun has been rolled back by SQLite itself (a full disk).
  bool TransactionLost() const override;

  // Bytes in the write-ahead log since it was last reset or wholly copied back.
  std::int64_t WalBytes() const { return wal_frames_ * page_size_; }
  // Copies the log back into the file. False when readers or another process were in the way.
  bool Checkpoint(Checkpointing mode);

 private:
  struct Finalize {
    void operator()(sqlite_api::sqlite3_stmt* statement) const;
  };
  using Control = std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize>;

  explicit SqliteSession(std::unique_ptr<soci::session> session);

  Result<void> Configure(Access access);
  void PrepareControls();
  Result<void> Run(const std::string& script) override;
  Error Diagnose(const std::exception& exception) override;
  bool Complete(PreparedStatement& statement, std::size_t binds) const override;
  void Exhaust(PreparedStatement& statement) override;

  static int OnCommit(void* self, sqlite_api::sqlite3* connection, const char* name, int frames);

  sqlite_api::sqlite3* const connection_;
  // The statements around every command, by their text, so that they are not parsed each time.
  std::map<std::string, Control> controls_;
  std::int64_t page_size_ = 0;
  std::int64_t wal_frames_ = 0;
};

}  // namespace ttg::store

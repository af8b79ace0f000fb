#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "platform/store/database.h"
#include "platform/store/migrations.h"

namespace ttg::testing {

// A temporary file (label contract; in memory SQLite has no write-ahead log) or a database of
// PostgresServer (label integration).
enum class StoreKind { kSqlite, kPostgres };

std::string ToString(StoreKind kind);
inline std::ostream& operator<<(std::ostream& out, StoreKind kind) { return out << ToString(kind); }

// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A fresh, migrated database for one test; it goes with the object. What cannot be made aborts the
// test process. `config` without its url.
class TestDatabase {
 public:
  explicit TestDatabase(StoreKind kind, const std::vector<store::Migration>& migrations = {},
                        store::DatabaseConfig config = {});
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  store::Database& operator*() { return *database_; }
  store::Database* operator->() { return database_.get(); }

  StoreKind kind() const { return kind_; }
  const std::string& url() const { return config_.url; }

  // Closes it and opens it again, as a restarted service would.
  void Reopen();

 private:
  const StoreKind kind_;
  TemporaryFolder folder_;
  std::string postgres_name_;
  store::DatabaseConfig config_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace ttg::testing

#include "platform/testing/test_database.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "platform/testing/postgres_server.h"

namespace ttg::testing {
namespace {

[[noreturn]] void Die(const Error& error) {
  std::cerr << "database for the tests: " << error.reason << ": " << error.message << "\n";
  std::abort();
}

std::unique_ptr<store::Database> OpenOrDie(const store::DatabaseConfig& config) {
  auto database = store::Database::Open(config);
  if (!database) Die(database.error());
  return *std::move(database);
}

void MigrateOrDie(store::Database& database, const std::vector<store::Migration>& migrations) {
  if (const auto migrated = store::Migrate(database, migrations); !migrated) Die(migrated.error());
}

// Migrated once for each schema and copied for each test, which is faster than migrating again.
const std::string& PostgresTemplate(const std::vector<store::Migration>& migrations) {
  static std::map<std::string, std::string> names;
  std::string schema;
  for (const store::Migration& migration : migrations) {
    schema += migration.component + std::to_string(migration.number) + migration.postgres;
  }
  auto known = names.find(schema);
  if (known == names.end()) {
    const std::string name = PostgresServer::Shared().CreateDatabase();
    const auto database =
        OpenOrDie({.url = PostgresServer::Shared().Url(name), .readers = 1, .writers = 1});
    MigrateOrDie(*database, migrations);
    known = names.emplace(schema, name).first;
  }
  return known->second;
}

}  // namespace

std::string ToString(StoreKind kind) {
  switch (kind) {
    case StoreKind::kSqlite:
      return "Sqlite";
    case StoreKind::kPostgres:
      return "Postgres";
  }
  return "";
}

TemporaryFolder::TemporaryFolder() {
  std::string name = std::filesystem::temp_directory_path() / "ttg-test-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) Die(Internal("NO_FOLDER", name));
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestDatabase::TestDatabase(StoreKind kind, const std::vector<store::Migration>& migrations,
                           store::DatabaseConfig config)
    : kind_(kind), config_(std::move(config)) {
  switch (kind_) {
    case StoreKind::kSqlite:
      config_.url = "sqlite:" + (folder_.path() / "test.db").string();
      break;
    case StoreKind::kPostgres:
      postgres_name_ = PostgresServer::Shared().CreateDatabase(PostgresTemplate(migrations));
      config_.url = PostgresServer::Shared().Url(postgres_name_);
      break;
  }
  database_ = OpenOrDie(config_);
  if (kind_ == StoreKind::kSqlite) MigrateOrDie(*database_, migrations);
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (kind_ == StoreKind::kPostgres) PostgresServer::Shared().DropDatabase(postgres_name_);
}

void TestDatabase::Reopen() {
  database_.reset();
  database_ = OpenOrDie(config_);
}

}  // namespace ttg::testing

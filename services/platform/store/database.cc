#include "platform/store/database.h"

#include <future>
#include <utility>

#include "platform/store/postgres_database.h"
#include "platform/store/sqlite_database.h"

namespace ttg::store {
namespace {

constexpr std::string_view kSqlitePrefix = "sqlite:";

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const DatabaseConfig& config) {
  const std::string_view url = config.url;
  if (url.starts_with(kSqlitePrefix) && url != kSqlitePrefix) {
    return SqliteDatabase::Open(std::string(url.substr(kSqlitePrefix.size())), config);
  }
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return PostgresDatabase::Open(config);
  }
  return Invalid("DATABASE_URL_UNKNOWN",
                 "a database is given as sqlite:/path/to/file or postgresql://…");
}

Result<void> Database::WriteAndWait(Work work) {
  // Shared, because the database thread may still be inside set_value when the waiter goes on.
  const auto answer = std::make_shared<std::promise<Result<void>>>();
  std::future<Result<void>> answered = answer->get_future();
  Write(std::move(work), [answer](Result<void> outcome) { answer->set_value(std::move(outcome)); });
  return answered.get();
}

}  // namespace ttg::store

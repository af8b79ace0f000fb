#include "platform/store/migrations.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "absl/time/clock.h"

namespace ttg::store {
namespace {

// Any number that nobody else locks: "ttg schema" in ASCII, shortened.
constexpr std::string_view kLock = "SELECT pg_advisory_xact_lock(8388070249163485801)";

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " component TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL,"
    " applied_at TEXT NOT NULL, PRIMARY KEY (component, number))";

Error MigrationFailed(const Migration& migration, std::string_view why) {
  return Internal("MIGRATION_FAILED", fmt::format("migration {} {} failed: {}", migration.component,
                                                  migration.number, why));
}

// SQLite needs no lock of its own: this runs in the one writing transaction.
Result<void> Lock(Session& session) {
  if (session.dialect() == Dialect::kPostgres) {
    TTG_RETURN_IF_ERROR(session.ExecuteScript("SET LOCAL lock_timeout = 0"));
    TTG_RETURN_IF_ERROR(session.ExecuteScript(kLock));
  }
  return session.ExecuteScript(kTable);
}

Result<void> Apply(Session& session, const Migration& migration) {
  TTG_RETURN_IF_ERROR(Lock(session));
  TTG_TRY(const auto applied,
          session.QueryOne<std::string>(
              "SELECT name FROM schema_migration WHERE component = :component AND number = :number",
              {{"component", migration.component}, {"number", migration.number}}));
  if (applied) {
    if (std::get<0>(*applied) == migration.name) return {};
    return Internal("MIGRATION_RENAMED", "another migration was applied under this number");
  }
  TTG_RETURN_IF_ERROR(session.ExecuteScript(
      session.dialect() == Dialect::kSqlite ? migration.sqlite : migration.postgres));
  TTG_RETURN_IF_ERROR(
      session.Execute("INSERT INTO schema_migration (component, number, name, applied_at)"
                      " VALUES (:component, :number, :name, :applied_at)",
                      {{"component", migration.component},
                       {"number", migration.number},
                       {"name", migration.name},
                       {"applied_at", absl::Now()}}));
  return {};
}

// By number within each component, the components in the order in which they were given: one may
// build on the tables of another before it.
std::vector<Migration> InOrder(const std::vector<Migration>& migrations) {
  std::vector<std::string> components;
  for (const Migration& migration : migrations) {
    if (std::find(components.begin(), components.end(), migration.component) == components.end()) {
      components.push_back(migration.component);
    }
  }
  const auto place = [&components](const Migration& migration) {
    const auto at = std::find(components.begin(), components.end(), migration.component);
    return std::pair(at - components.begin(), migration.number);
  };
  std::vector<Migration> ordered = migrations;
  std::sort(ordered.begin(), ordered.end(),
            [&place](const Migration& a, const Migration& b) { return place(a) < place(b); });
  return ordered;
}

}  // namespace

Result<void> Migrate(Database& database, const std::vector<Migration>& migrations) {
  for (const Migration& migration : InOrder(migrations)) {
    const Result<void> applied =
        database.WriteAndWait([&migration](Session& session) { return Apply(session, migration); });
    if (!applied) return MigrationFailed(migration, applied.error().message);
  }
  return {};
}

}  // namespace ttg::store

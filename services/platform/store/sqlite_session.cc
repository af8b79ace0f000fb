#include "platform/store/sqlite_session.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace ttg::store {
namespace {

// How long a statement waits for another process (a backup) that holds a lock.
constexpr int kBusyTimeoutMs = 5000;
// How long a restarting checkpoint waits for readers, with all writes behind it.
constexpr int kCheckpointTimeoutMs = 50;

// The writer's cache (kB) holds what an import touches in the indexes of a large caseload; it is
// filled only as far as it is used.
constexpr const char* kWriterSettings =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -64000;";
// Each commit empties the readers' caches, so they read what is in the file in place (bytes).
constexpr const char* kReaderSettings =
    "PRAGMA query_only = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA mmap_size = 268435456;"
    "PRAGMA cache_size = -4000;";

Error FromCode(int extended) {
  const std::string code = absl::StrCat("SQLite code ", extended);
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return UniqueViolated();
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_CONSTRAINT:
      return ConstraintViolated();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
      return DatabaseUnavailable(code);
    default:
      return DatabaseFault(code);
  }
}

sqlite_api::sqlite3* ConnectionOf(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

sqlite_api::sqlite3_stmt* HandleOf(PreparedStatement& statement) {
  return static_cast<soci::sqlite3_statement_backend*>(statement.backend())->stmt_;
}

int ModeOf(SqliteSession::Checkpointing mode) {
  switch (mode) {
    case SqliteSession::Checkpointing::kPassive:
      return SQLITE_CHECKPOINT_PASSIVE;
    case SqliteSession::Checkpointing::kRestart:
      return SQLITE_CHECKPOINT_RESTART;
    case SqliteSession::Checkpointing::kTruncate:
      return SQLITE_CHECKPOINT_TRUNCATE;
  }
  return SQLITE_CHECKPOINT_PASSIVE;
}

}  // namespace

Result<std::unique_ptr<SqliteSession>> SqliteSession::Open(const std::string& path, Access access) {
  const std::string mode = access == Access::kRead ? " readonly=true" : "";
  std::unique_ptr<soci::session> connection;
  try {
    connection = std::make_unique<soci::session>(
        soci::sqlite3, absl::StrCat("dbname=\"", path, "\" timeout=5", mode));
  } catch (const std::exception&) {
    return DatabaseUnavailable("the file cannot be opened");
  }
  auto session = std::unique_ptr<SqliteSession>(new SqliteSession(std::move(connection)));
  TTG_RETURN_IF_ERROR(session->Configure(access));
  return session;
}

SqliteSession::SqliteSession(std::unique_ptr<soci::session> session)
    : SqlSession(std::move(session), /*text_only=*/false),
      connection_(ConnectionOf(SqlSession::connection())) {}

Result<void> SqliteSession::Configure(Access access) {
  sqlite_api::sqlite3_busy_timeout(connection_, kBusyTimeoutMs);
  TTG_RETURN_IF_ERROR(ExecuteScript(access == Access::kWrite ? kWriterSettings : kReaderSettings));
  PrepareControls();
  if (access == Access::kRead) return {};
  TTG_TRY(const auto journal, QueryOne<std::string>("PRAGMA journal_mode"));
  if (!journal || std::get<0>(*journal) != "wal") {
    return DatabaseUnavailable("the file system offers no write-ahead log");
  }
  TTG_TRY(const auto page_size, QueryOne<std::int64_t>("PRAGMA page_size"));
  page_size_ = std::get<0>(*page_size);
  sqlite_api::sqlite3_wal_hook(connection_, &SqliteSession::OnCommit, this);
  Checkpoint(Checkpointing::kTruncate);
  return {};
}

void SqliteSession::Finalize::operator()(sqlite_api::sqlite3_stmt* statement) const {
  sqlite_api::sqlite3_finalize(statement);
}

void SqliteSession::PrepareControls() {
  for (const char* text : {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT step",
                           "RELEASE SAVEPOINT step"}) {
    sqlite_api::sqlite3_stmt* statement = nullptr;
    // One that cannot be prepared is run as any other script, and fails there.
    if (sqlite_api::sqlite3_prepare_v3(connection_, text, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                       nullptr) == SQLITE_OK) {
      controls_.emplace(text, statement);
    }
  }
}

bool SqliteSession::TransactionLost() const {
  return in_transaction() && sqlite_api::sqlite3_get_autocommit(connection_) != 0;
}

bool SqliteSession::Checkpoint(Checkpointing mode) {
  const bool waits = mode == Checkpointing::kRestart;
  sqlite_api::sqlite3_busy_timeout(connection_, waits ? kCheckpointTimeoutMs : 0);
  int in_log = 0;
  int copied = 0;
  const int code =
      sqlite_api::sqlite3_wal_checkpoint_v2(connection_, nullptr, ModeOf(mode), &in_log, &copied);
  sqlite_api::sqlite3_busy_timeout(connection_, kBusyTimeoutMs);
  if (code != SQLITE_OK) return false;
  // A log that is copied in full is written from its start again once no reader is in it.
  wal_frames_ = in_log - copied;
  return true;
}

int SqliteSession::OnCommit(void* self, sqlite_api::sqlite3*, const char*, int frames) {
  static_cast<SqliteSession*>(self)->wal_frames_ = frames;
  return SQLITE_OK;
}

Result<void> SqliteSession::Run(const std::string& script) {
  int code = SQLITE_OK;
  if (const auto control = controls_.find(script); control != controls_.end()) {
    sqlite_api::sqlite3_step(control->second.get());
    code = sqlite_api::sqlite3_reset(control->second.get());
  } else {
    code = sqlite_api::sqlite3_exec(connection_, script.c_str(), nullptr, nullptr, nullptr);
  }
  if (code == SQLITE_OK) return {};
  return FromCode(sqlite_api::sqlite3_extended_errcode(connection_));
}

Error SqliteSession::Diagnose(const std::exception&) {
  return FromCode(sqlite_api::sqlite3_extended_errcode(connection_));
}

bool SqliteSession::Complete(PreparedStatement& statement, std::size_t binds) const {
  // SQLite would read NULL for a placeholder that was forgotten.
  return sqlite_api::sqlite3_bind_parameter_count(HandleOf(statement)) == static_cast<int>(binds);
}

void SqliteSession::Exhaust(PreparedStatement& statement) {
  sqlite_api::sqlite3_stmt* handle = HandleOf(statement);
  while (sqlite_api::sqlite3_stmt_busy(handle) != 0) {
    if (sqlite_api::sqlite3_step(handle) != SQLITE_ROW) sqlite_api::sqlite3_reset(handle);
  }
}

}  // namespace ttg::store

#include "platform/store/sql_session.h"

#include <utility>

#include <fmt/format.h>

#include "platform/telemetry/log.h"

namespace ttg::store {
namespace {

// The text has placeholders and no values, so it may be logged.
void LogRefusal(const Error& error, std::string_view sql) {
  telemetry::Log(telemetry::Level::kError, "store.statement_refused",
                 {{"reason", std::string_view(error.reason)},
                  {"message", std::string_view(error.message)},
                  {"sql", sql}});
}

// More texts than any service has; what is beyond is prepared again.
constexpr std::size_t kStatementLimit = 256;

}  // namespace

Error UniqueViolated() {
  return Duplicate("UNIQUE_VIOLATED", "a row with the same unique values exists");
}

Error ConstraintViolated() {
  return Precondition("CONSTRAINT_VIOLATED", "a constraint of the database forbids this change");
}

Error DatabaseUnavailable(std::string_view code) {
  return Unavailable("DATABASE_UNAVAILABLE",
                     fmt::format("the database is unavailable ({}); try again", code));
}

Error DatabaseFault(std::string_view code) {
  return Internal("DATABASE_FAULT", fmt::format("the database refused a statement ({})", code));
}

Error CommitFailed() {
  return Unavailable("COMMIT_FAILED", "the change could not be committed; try again");
}

SqlSession::SqlSession(std::unique_ptr<soci::session> session, bool text_only)
    : session_(std::move(session)), text_only_(text_only), statements_(kStatementLimit) {}

Result<std::int64_t> SqlSession::Execute(std::string_view sql, const Binds& binds) {
  std::vector<TextRow> none;
  return Perform(sql, binds, 0, none);
}

Result<std::vector<TextRow>> SqlSession::QueryText(std::string_view sql, const Binds& binds,
                                                   std::size_t columns) {
  std::vector<TextRow> rows;
  TTG_RETURN_IF_ERROR(Perform(sql, binds, columns, rows));
  return rows;
}

Result<void> SqlSession::ExecuteScript(std::string_view script) {
  if (failure_) return *failure_;
  Result<void> outcome = Run(std::string(script));
  if (!outcome) return Fail(std::move(outcome).error());
  return outcome;
}

Result<void> SqlSession::Savepoint(const std::function<Result<void>()>& work) {
  TTG_RETURN_IF_ERROR(ExecuteScript("SAVEPOINT step"));
  Result<void> outcome = work();
  if (outcome && failure_) outcome = tl::unexpected(*failure_);
  if (outcome) return ExecuteScript("RELEASE SAVEPOINT step");
  if (TransactionLost()) {
    if (!failure_) failure_ = outcome.error();
    return outcome;
  }
  const Result<void> undone = Run("ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step");
  if (!undone) return Fail(undone.error());
  failure_.reset();
  discarded_.clear();
  return outcome;
}

Result<void> SqlSession::Begin(std::string_view statement) {
  failure_.reset();
  TTG_RETURN_IF_ERROR(ExecuteScript(statement));
  in_transaction_ = true;
  return {};
}

Result<void> SqlSession::Commit() {
  // PostgreSQL would answer COMMIT of an aborted transaction with a silent rollback.
  const bool committed = !failure_ && !TransactionLost() && Run("COMMIT").has_value();
  if (!committed) {
    Rollback();
    return CommitFailed();
  }
  in_transaction_ = false;
  return {};
}

void SqlSession::Rollback() {
  // It fails only where the database has already rolled everything back.
  (void)Run("ROLLBACK");
  in_transaction_ = false;
  discarded_.clear();
}

Result<std::int64_t> SqlSession::Perform(std::string_view sql, const Binds& binds,
                                         std::size_t columns, std::vector<TextRow>& rows) {
  if (failure_) return *failure_;
  try {
    PreparedStatement& statement = Prepare(sql, binds, columns);
    if (!Complete(statement, binds.size())) return Fail(DatabaseFault("placeholder without value"));
    const std::int64_t changed = statement.Execute(binds, rows);
    Exhaust(statement);
    return changed;
  } catch (const std::exception& exception) {
    Error error = Diagnose(exception);
    if (error.kind == ErrorKind::kInternal) LogRefusal(error, sql);
    if (auto statement = statements_.Take(sql)) discarded_.push_back(std::move(statement));
    return Fail(std::move(error));
  }
}

PreparedStatement& SqlSession::Prepare(std::string_view sql, const Binds& binds,
                                       std::size_t columns) {
  PreparedStatement* cached = statements_.Find(sql);
  if (cached != nullptr && cached->Fits(binds, columns)) return *cached;
  return statements_.Insert(
      sql, std::make_unique<PreparedStatement>(*session_, sql, binds, columns, text_only_));
}

Error SqlSession::Fail(Error error) {
  failure_ = std::move(error);
  return *failure_;
}

}  // namespace ttg::store

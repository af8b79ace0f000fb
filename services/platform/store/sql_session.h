#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/store/lru_cache.h"
#include "platform/store/prepared_statement.h"
#include "platform/store/session.h"

namespace ttg::store {

// What both databases share: statements prepared once per text, transactions, savepoints, and the
// edge at which SOCI's exceptions end. Their texts quote the bound values, so nothing of them is
// kept; only the code is.
class SqlSession : public Session {
 public:
  using Session::Execute;
  Result<std::int64_t> Execute(std::string_view sql, const Binds& binds) override;
  Result<void> ExecuteScript(std::string_view script) override;
  Result<void> Savepoint(const std::function<Result<void>()>& work) override;

  // Starts a transaction by this statement and forgets earlier failures.
  Result<void> Begin(std::string_view statement);
  // Errors: Unavailable / COMMIT_FAILED, after which everything is rolled back.
  Result<void> Commit();
  void Rollback();

  // The failure that doomed the transaction.
  const std::optional<Error>& failure() const { return failure_; }

 protected:
  SqlSession(std::unique_ptr<soci::session> session, bool text_only);

  Result<std::vector<TextRow>> QueryText(std::string_view sql, const Binds& binds,
                                         std::size_t columns) override;

  // Runs statements that bind and return nothing.
  virtual Result<void> Run(const std::string& script) = 0;
  // Says by the database's own code why a statement threw, and nothing of what the exception says.
  virtual Error Diagnose(const std::exception& exception) = 0;
  // True when the transaction as a whole is gone or must be run again, so that no savepoint helps.
  virtual bool TransactionLost() const = 0;
  // True when each placeholder of the statement has a value.
  virtual bool Complete(PreparedStatement& statement, std::size_t binds) const = 0;
  // Steps over rows that nobody reads, so that the statement is not left open.
  virtual void Exhaust(PreparedStatement& statement) = 0;

  soci::session& connection() { return *session_; }
  bool in_transaction() const { return in_transaction_; }

 private:
  Result<std::int64_t> Perform(std::string_view sql, const Binds& binds, std::size_t columns,
                               std::vector<TextRow>& rows);
  PreparedStatement& Prepare(std::string_view sql, const Binds& binds, std::size_t columns);
  Error Fail(Error error);

  std::unique_ptr<soci::session> session_;
  const bool text_only_;
  LruCache<PreparedStatement> statements_;
  // Statements that failed. SOCI leaves their buffers behind, so they are not used again; they wait
  // here because PostgreSQL cannot deallocate them before the rollback.
  std::vector<std::unique_ptr<PreparedStatement>> discarded_;
  std::optional<Error> failure_;
  bool in_transaction_ = false;
};

// The errors of session.h, by name.
Error UniqueViolated();
Error ConstraintViolated();
Error DatabaseUnavailable(std::string_view code);
Error DatabaseFault(std::string_view code);
Error CommitFailed();

}  // namespace ttg::store

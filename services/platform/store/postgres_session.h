#pragma once

#include <memory>
#include <string>

#include "platform/store/sql_session.h"

struct pg_conn;

namespace ttg::store {

// One PostgreSQL connection.
class PostgresSession final : public SqlSession {
 public:
  // Errors: Unavailable / DATABASE_UNAVAILABLE.
  static Result<std::unique_ptr<PostgresSession>> Open(const std::string& url);

  ~PostgresSession() override = default;

  Dialect dialect() const override { return Dialect::kPostgres; }

  // Whether the connection is gone.
  bool Broken() const;
  // Whether the database asked to run the whole transaction again (40001, 40P01).
  bool AskedForRetry() const { return asked_for_retry_; }
  void ForgetRetry() { asked_for_retry_ = false; }

 private:
  explicit PostgresSession(std::unique_ptr<soci::session> session);

  Result<void> Run(const std::string& script) override;
  Error Diagnose(const std::exception& exception) override;
  bool TransactionLost() const override;
  bool Complete(PreparedStatement& statement, std::size_t binds) const override;
  void Exhaust(PreparedStatement&) override {}

  Error FromState(std::string_view sqlstate);

  pg_conn* const connection_;
  bool asked_for_retry_ = false;
};

}  // namespace ttg::store

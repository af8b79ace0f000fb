#include "platform/store/postgres_session.h"

#include <utility>

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

namespace ttg::store {
namespace {

// A lock that is held longer than this belongs to somebody who is stuck.
constexpr const char* kSettings =
    "SET client_min_messages = error;"
    "SET datestyle = 'ISO, YMD';"
    "SET timezone = 'UTC';"
    "SET lock_timeout = '10s';"
    "SET idle_in_transaction_session_timeout = '60s'";

bool IsConstraint(std::string_view sqlstate) {
  // 23xxx: integrity; P0001: a trigger's RAISE, as SQLite's RAISE(ABORT) is a constraint too.
  return sqlstate.starts_with("23") || sqlstate == "P0001";
}

bool IsOutage(std::string_view sqlstate) {
  // 08: connection; 53: disk, memory, connections; 55P03: lock timeout; 57: shutdown, cancelled;
  // 58: the file system; blank: libpq itself.
  for (const std::string_view head : {"08", "53", "55P03", "57", "58", "  "}) {
    if (sqlstate.starts_with(head)) return true;
  }
  return sqlstate.empty();
}

PGconn* ConnectionOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

}  // namespace

Result<std::unique_ptr<PostgresSession>> PostgresSession::Open(const std::string& url) {
  std::unique_ptr<soci::session> connection;
  try {
    connection = std::make_unique<soci::session>(soci::postgresql, url);
  } catch (const std::exception&) {
    return DatabaseUnavailable("no connection");
  }
  auto session = std::unique_ptr<PostgresSession>(new PostgresSession(std::move(connection)));
  TTG_RETURN_IF_ERROR(session->ExecuteScript(kSettings));
  return session;
}

PostgresSession::PostgresSession(std::unique_ptr<soci::session> session)
    : SqlSession(std::move(session), /*text_only=*/true),
      connection_(ConnectionOf(SqlSession::connection())) {}

bool PostgresSession::Broken() const { return PQstatus(connection_) != CONNECTION_OK; }

bool PostgresSession::TransactionLost() const { return asked_for_retry_ || Broken(); }

Result<void> PostgresSession::Run(const std::string& script) {
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection_, script.c_str()),
                                                              &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
    return {};
  }
  const char* sqlstate = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  return FromState(sqlstate == nullptr ? "" : sqlstate);
}

Error PostgresSession::Diagnose(const std::exception& exception) {
  if (const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&exception)) {
    return FromState(error->sqlstate());
  }
  return Broken() ? FromState("") : DatabaseFault("misuse");
}

Error PostgresSession::FromState(std::string_view sqlstate) {
  const std::string code = "SQLSTATE " + std::string(sqlstate);
  if (sqlstate == "23505") return UniqueViolated();
  if (IsConstraint(sqlstate)) return ConstraintViolated();
  if (sqlstate == "40001" || sqlstate == "40P01") {
    asked_for_retry_ = true;
    return DatabaseUnavailable(code);
  }
  return IsOutage(sqlstate) ? DatabaseUnavailable(code) : DatabaseFault(code);
}

bool PostgresSession::Complete(PreparedStatement&, std::size_t) const {
  // SOCI itself refuses a placeholder without a value here.
  return true;
}

}  // namespace ttg::store

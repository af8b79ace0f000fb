#include "platform/intake/import_run.h"

#include <optional>
#include <tuple>

namespace ttg::intake {
namespace {

using store::Binds;

Error TakenOver() {
  return Stale("IMPORT_TAKEN_OVER", "the same file is being imported by a later call");
}

Binds Key(const RunKey& key) {
  return {{"kind", key.kind}, {"sha256", key.sha256}, {"as_of", key.as_of}};
}

Binds Key(const RunKey& key, Binds more) {
  Binds binds = Key(key);
  binds.insert(binds.end(), more.begin(), more.end());
  return binds;
}

Result<void> ForgetRefusals(store::Session& session, const RunKey& key) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "DELETE FROM import_refusal WHERE kind = :kind AND sha256 = :sha256 AND as_of = :as_of",
      Key(key)));
  return {};
}

Result<std::map<std::int64_t, std::vector<Finding>>> Refusals(store::Session& session,
                                                              const RunKey& key) {
  TTG_TRY(const auto rows,
          (session.Query<std::int64_t, std::string, std::string, std::string>(
              "SELECT line, column_name, reason, message FROM import_refusal "
              "WHERE kind = :kind AND sha256 = :sha256 AND as_of = :as_of ORDER BY line, ordinal",
              Key(key))));
  std::map<std::int64_t, std::vector<Finding>> refusals;
  for (const auto& [line, column, reason, message] : rows) {
    refusals[line].push_back({column, reason, message, ""});
  }
  return refusals;
}

Result<void> Restart(store::Session& session, const RunKey& key, const ActorId& actor,
                     Instant now) {
  TTG_RETURN_IF_ERROR(ForgetRefusals(session, key));
  TTG_RETURN_IF_ERROR(session.Execute(
      "UPDATE import_run SET state = 'RUNNING', applied_through_line = 0, rows = 0, "
      "started_at = :now, finished_at = NULL, actor = :actor "
      "WHERE kind = :kind AND sha256 = :sha256 AND as_of = :as_of",
      Key(key, {{"now", now}, {"actor", actor}})));
  return {};
}

}  // namespace

Result<RunStart> StartRun(store::Session& session, const RunKey& key, const std::string& file_name,
                          const ActorId& actor, Instant now) {
  TTG_TRY(const auto run,
          (session.QueryOne<std::int64_t, std::int64_t, std::string>(
              "INSERT INTO import_run (kind, sha256, as_of, file_name, attempt, "
              "applied_through_line, rows, state, started_at, finished_at, actor) "
              "VALUES (:kind, :sha256, :as_of, :file_name, 1, 0, 0, 'RUNNING', :now, NULL, :actor) "
              "ON CONFLICT (kind, sha256, as_of) DO UPDATE SET attempt = import_run.attempt + 1 "
              "RETURNING attempt, applied_through_line, state",
              Key(key, {{"file_name", file_name}, {"now", now}, {"actor", actor}}))));
  if (!run) return Internal("IMPORT_RUN_LOST", "the import's progress could not be kept");
  RunStart start;
  start.attempt = std::get<0>(*run);
  start.applied_through_line = std::get<1>(*run);
  if (std::get<2>(*run) == "FINISHED") {
    TTG_RETURN_IF_ERROR(Restart(session, key, actor, now));
    start.applied_through_line = 0;
    return start;
  }
  TTG_TRY(start.refusals, Refusals(session, key));
  return start;
}

Result<void> AdvanceRun(store::Session& session, const RunKey& key, std::int64_t attempt,
                        std::int64_t through_line, std::int64_t rows,
                        const std::vector<Refusal>& refusals) {
  TTG_TRY(
      const auto moved,
      session.Execute("UPDATE import_run SET applied_through_line = :line, rows = :rows "
                      "WHERE kind = :kind AND sha256 = :sha256 AND as_of = :as_of "
                      "AND attempt = :attempt AND state = 'RUNNING'",
                      Key(key, {{"line", through_line}, {"rows", rows}, {"attempt", attempt}})));
  if (moved == 0) return TakenOver();
  for (const Refusal& refusal : refusals) {
    std::int64_t ordinal = 0;
    for (const Finding& finding : refusal.findings) {
      TTG_RETURN_IF_ERROR(session.Execute(
          "INSERT INTO import_refusal (kind, sha256, as_of, line, ordinal, column_name, reason, "
          "message) VALUES (:kind, :sha256, :as_of, :line, :ordinal, :column_name, :reason, "
          ":message)",
          Key(key, {{"line", refusal.line},
                    {"ordinal", ordinal++},
                    {"column_name", finding.column},
                    {"reason", finding.reason},
                    {"message", finding.message}})));
    }
  }
  return {};
}

Result<void> FinishRun(store::Session& session, const RunKey& key, std::int64_t attempt,
                       Instant now) {
  TTG_TRY(const auto finished,
          session.Execute("UPDATE import_run SET state = 'FINISHED', finished_at = :now "
                          "WHERE kind = :kind AND sha256 = :sha256 AND as_of = :as_of "
                          "AND attempt = :attempt",
                          Key(key, {{"now", now}, {"attempt", attempt}})));
  if (finished == 0) return TakenOver();
  return ForgetRefusals(session, key);
}

}  // namespace ttg::intake

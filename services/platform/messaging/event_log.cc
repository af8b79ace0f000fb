#include "platform/messaging/event_log.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "platform/messaging/event_row.h"

namespace ttg::messaging {
namespace {

// Serialises numbering and advancing on PostgreSQL; any number that nothing else uses.
constexpr std::int64_t kNumberingLock = 0x7474676c6f67;  // "ttglog"

Result<void> LockNumbering(store::Session& session) {
  TTG_RETURN_IF_ERROR(session.Query<std::int64_t>(
      fmt::format("SELECT 1 FROM pg_advisory_xact_lock({}) AS locked", kNumberingLock)));
  return {};
}

Result<std::vector<Event>> ToEvents(std::vector<EventRow> rows) {
  std::vector<Event> events;
  events.reserve(rows.size());
  for (EventRow& row : rows) {
    TTG_TRY(auto event, ToEvent(std::move(row)));
    events.push_back(std::move(event));
  }
  return events;
}

Result<std::vector<Event>> ReadWhere(store::Session& session, std::string_view condition,
                                     const store::Binds& binds) {
  static constexpr auto kColumns = std::tuple_size_v<EventRow>;
  static_assert(kColumns == 12);
  TTG_TRY(
      auto rows,
      session.Query<std::int64_t, std::string, std::string, std::string, std::string, std::int64_t,
                    std::string, Instant, std::string, std::string, std::string, std::string>(
          fmt::format("SELECT position, {} FROM event_log WHERE {}", kEventColumns, condition),
          binds));
  return ToEvents(std::move(rows));
}

// The counter of AUTOINCREMENT. SQLite makes its row with the first insert.
Result<void> SetSqliteCounter(store::Session& session, Position last) {
  TTG_TRY(const auto changed,
          session.Execute("UPDATE sqlite_sequence SET seq = :last WHERE name = 'event_log'",
                          {{"last", last}}));
  if (changed > 0) return {};
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('event_log', :last)", {{"last", last}}));
  return {};
}

}  // namespace

Result<void> Append(store::Session& session, const std::vector<Event>& events) {
  static const std::string insert =
      fmt::format("INSERT INTO event_log ({}) VALUES ({})", kEventColumns, kEventPlaceholders);
  for (const Event& event : events) {
    TTG_RETURN_IF_ERROR(session.Execute(insert, EventBinds(event)));
  }
  return {};
}

Result<std::vector<Event>> ReadAfter(store::Session& session, Position after, int limit) {
  return ReadWhere(session, "position > :after ORDER BY position LIMIT :limit",
                   {{"after", after}, {"limit", limit}});
}

Result<std::optional<Event>> ReadAt(store::Session& session, Position position) {
  TTG_TRY(auto events, ReadWhere(session, "position = :position", {{"position", position}}));
  if (events.empty()) return std::optional<Event>();
  return std::optional(std::move(events.front()));
}

Result<Position> LastPosition(store::Session& session) {
  TTG_TRY(const auto numbered,
          session.Query<std::int64_t>("SELECT COALESCE(MAX(position), 0) FROM event_log"));
  TTG_TRY(const auto advanced,
          session.Query<std::int64_t>("SELECT COALESCE(MAX(through), 0) FROM log_advance"));
  return std::max(std::get<0>(numbered.front()), std::get<0>(advanced.front()));
}

Result<std::int64_t> NumberCommitted(store::Session& session, int limit) {
  if (session.dialect() == store::Dialect::kSqlite) return 0;
  TTG_RETURN_IF_ERROR(LockNumbering(session));
  TTG_TRY(const Position last, LastPosition(session));
  return session.Execute(
      "UPDATE event_log SET position = :last + numbered.n FROM ("
      "  SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM ("
      "    SELECT id FROM event_log WHERE position IS NULL ORDER BY id LIMIT :limit) AS waiting"
      ") AS numbered WHERE event_log.id = numbered.id",
      {{"last", last}, {"limit", limit}});
}

Result<Position> AdvanceLog(store::Session& session, const Divergence& divergence,
                            const std::string& reason, Instant now) {
  if (divergence.stream_last <= divergence.agreed_through) {
    return Precondition("LOG_NOT_BEHIND", "the stream holds nothing that the log does not hold");
  }
  if (session.dialect() == store::Dialect::kPostgres) TTG_RETURN_IF_ERROR(LockNumbering(session));
  // Through the negative numbers, so that no row meets another on its way.
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE event_log SET position = -position WHERE position > :agreed",
                      {{"agreed", divergence.agreed_through}}));
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE event_log SET position = :shift - position WHERE position < 0",
                      {{"shift", divergence.stream_last - divergence.agreed_through}}));
  TTG_RETURN_IF_ERROR(
      session.Execute("INSERT INTO log_advance (through, agreed_through, reason, advanced_at)"
                      " VALUES (:through, :agreed, :reason, :advanced_at)",
                      {{"through", divergence.stream_last},
                       {"agreed", divergence.agreed_through},
                       {"reason", reason},
                       {"advanced_at", now}}));
  TTG_TRY(const Position last, LastPosition(session));
  if (session.dialect() == store::Dialect::kSqlite) {
    TTG_RETURN_IF_ERROR(SetSqliteCounter(session, last));
  }
  return last + 1;
}

}  // namespace ttg::messaging

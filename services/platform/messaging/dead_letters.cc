#include "platform/messaging/dead_letters.h"

#include <array>

#include <fmt/format.h>

#include "platform/messaging/event_row.h"

namespace ttg::messaging {
namespace {

Error DeadLetterNotFound() {
  return NotFound("DEAD_LETTER_NOT_FOUND", "this event has been applied or discarded");
}

Error DeadLetterParked() {
  return Precondition("DEAD_LETTER_PARKED",
                      "this event waits behind an earlier one: retry or discard that one");
}

Result<std::vector<DeadLetter>> ReadWhere(store::Session& session, std::string_view condition,
                                          const store::Binds& binds) {
  TTG_TRY(auto rows,
          session.Query<std::int64_t, std::string, std::string, std::string, std::string,
                        std::int64_t, std::string, Instant, std::string, std::string, std::string,
                        std::string, std::string, std::string, int, std::optional<Instant>, int>(
              fmt::format("SELECT position, {}, stream, reason, attempts, next_attempt_at, parked"
                          " FROM dead_letter WHERE {}",
                          kEventColumns, condition),
              binds));
  std::vector<DeadLetter> letters;
  letters.reserve(rows.size());
  for (auto& [position, id, source, type, subject, version, partition, time, correlation, causation,
              traceparent, data, stream, reason, attempts, next, parked] : rows) {
    TTG_TRY(auto event, ToEvent(EventRow(position, id, source, type, subject, version, partition,
                                         time, correlation, causation, traceparent, data)));
    letters.push_back({.stream = std::move(stream),
                       .event = std::move(event),
                       .reason = std::move(reason),
                       .attempts = attempts,
                       .next_attempt_at = next,
                       .parked = parked != 0});
  }
  return letters;
}

Result<DeadLetter> Get(store::Session& session, const std::string& stream, Position position) {
  TTG_TRY(auto letters, ReadWhere(session, "stream = :stream AND position = :position",
                                  {{"stream", stream}, {"position", position}}));
  if (letters.empty()) return DeadLetterNotFound();
  return std::move(letters.front());
}

}  // namespace

std::optional<Instant> NextAttemptAt(int attempts, Instant failed_at) {
  static constexpr std::array<int, 4> kSeconds{1, 10, 60, 600};
  if (attempts < 1 || attempts > static_cast<int>(kSeconds.size())) return std::nullopt;
  return failed_at + absl::Seconds(kSeconds[static_cast<std::size_t>(attempts) - 1]);
}

Result<std::vector<DeadLetter>> ListDeadLetters(
    store::Session& session, int limit,
    const std::optional<std::pair<std::string, Position>>& after) {
  if (!after)
    return ReadWhere(session, "1 = 1 ORDER BY stream, position LIMIT :limit", {{"limit", limit}});
  return ReadWhere(session,
                   "stream > :stream OR (stream = :same_stream AND position > :position)"
                   " ORDER BY stream, position LIMIT :limit",
                   {{"stream", after->first},
                    {"same_stream", after->first},
                    {"position", after->second},
                    {"limit", limit}});
}

Result<std::int64_t> CountDeadLetters(store::Session& session, const std::string& stream) {
  TTG_TRY(const auto rows,
          session.Query<std::int64_t>("SELECT COUNT(*) FROM dead_letter WHERE stream = :stream",
                                      {{"stream", stream}}));
  return std::get<0>(rows.front());
}

Result<void> HoldStream(store::Session& session, const std::string& stream) {
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE stream_position SET applied_through = applied_through"
                      " WHERE stream = :stream",
                      {{"stream", stream}}));
  return {};
}

Result<std::set<std::string>> BlockedPartitions(store::Session& session,
                                                const std::string& stream) {
  TTG_TRY(const auto rows,
          session.Query<std::string>("SELECT DISTINCT partition_key FROM dead_letter"
                                     " WHERE stream = :stream AND partition_key <> ''",
                                     {{"stream", stream}}));
  std::set<std::string> partitions;
  for (const auto& [partition] : rows) partitions.insert(partition);
  return partitions;
}

Result<void> SaveDeadLetter(store::Session& session, const DeadLetter& letter) {
  static const std::string upsert = fmt::format(
      "INSERT INTO dead_letter"
      " (stream, position, {}, reason, attempts, next_attempt_at, parked)"
      " VALUES (:stream, :position, {}, :reason, :attempts, :next_attempt_at, :parked)"
      " ON CONFLICT (stream, position) DO UPDATE SET event_id = excluded.event_id,"
      " source = excluded.source, type = excluded.type, subject = excluded.subject,"
      " subject_version = excluded.subject_version, partition_key = excluded.partition_key,"
      " occurred_at = excluded.occurred_at, correlation_id = excluded.correlation_id,"
      " causation_id = excluded.causation_id, traceparent = excluded.traceparent,"
      " data = excluded.data, reason = excluded.reason,"
      " attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at,"
      " parked = excluded.parked",
      kEventColumns, kEventPlaceholders);
  store::Binds binds = EventBinds(letter.event);
  binds.emplace_back("stream", letter.stream);
  binds.emplace_back("position", letter.event.position);
  binds.emplace_back("reason", letter.reason);
  binds.emplace_back("attempts", letter.attempts);
  binds.emplace_back("next_attempt_at", letter.next_attempt_at);
  binds.emplace_back("parked", letter.parked ? 1 : 0);
  TTG_RETURN_IF_ERROR(session.Execute(upsert, binds));
  return {};
}

Result<std::optional<DeadLetter>> FindDue(store::Session& session, const std::string& stream,
                                          Instant now) {
  TTG_TRY(auto letters, ReadWhere(session,
                                  "stream = :stream AND next_attempt_at <= :now"
                                  " ORDER BY next_attempt_at, position LIMIT 1",
                                  {{"stream", stream}, {"now", now}}));
  if (letters.empty()) return std::optional<DeadLetter>();
  return std::optional(std::move(letters.front()));
}

Result<void> RemoveDeadLetter(store::Session& session, const DeadLetter& letter, Instant now) {
  TTG_RETURN_IF_ERROR(
      session.Execute("DELETE FROM dead_letter WHERE stream = :stream AND position = :position",
                      {{"stream", letter.stream}, {"position", letter.event.position}}));
  if (letter.event.partition_key.empty()) return {};
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE dead_letter SET parked = 0, next_attempt_at = :now"
                      " WHERE stream = :stream AND parked = 1 AND position = ("
                      "SELECT MIN(position) FROM dead_letter"
                      " WHERE stream = :same_stream AND partition_key = :partition_key)",
                      {{"now", now},
                       {"stream", letter.stream},
                       {"same_stream", letter.stream},
                       {"partition_key", letter.event.partition_key}}));
  return {};
}

Result<void> RetryDeadLetter(store::Session& session, const std::string& stream, Position position,
                             Instant now) {
  TTG_RETURN_IF_ERROR(HoldStream(session, stream));
  TTG_TRY(DeadLetter letter, Get(session, stream, position));
  if (letter.parked) return DeadLetterParked();
  letter.next_attempt_at = now;
  return SaveDeadLetter(session, letter);
}

Result<void> DiscardDeadLetter(store::Session& session, const std::string& stream,
                               Position position, Instant now) {
  TTG_RETURN_IF_ERROR(HoldStream(session, stream));
  TTG_TRY(const DeadLetter letter, Get(session, stream, position));
  return RemoveDeadLetter(session, letter, now);
}

}  // namespace ttg::messaging

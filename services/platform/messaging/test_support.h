#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "platform/messaging/consumer.h"
#include "platform/messaging/event_log.h"
#include "platform/store/database.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::messaging::testing {

inline constexpr const char* kChanged = "ttg.test.v1.ThingChanged";

// The n-th event of a made-up context, about one of a few made-up people.
inline Event AnEvent(int n, const std::string& person = "person-1") {
  return {.position = 0,
          .id = ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n)),
          .source = "release",
          .type = kChanged,
          .subject = person,
          .subject_version = n,
          .partition_key = person,
          .time = absl::FromUnixSeconds(1795430400 + n),
          .correlation_id = "correlation-" + std::to_string(n),
          .causation_id = "cause",
          .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          .data = std::string("\x08\x00\xff", 3) + std::to_string(n)};
}

inline std::vector<Event> Events(int from, int through, const std::string& person = "person-1") {
  std::vector<Event> events;
  for (int n = from; n <= through; ++n) events.push_back(AnEvent(n, person));
  return events;
}

inline Result<void> AppendAndCommit(store::Database& database, const std::vector<Event>& events) {
  return database.WriteAndWait([&](store::Session& s) { return Append(s, events); });
}

// Replay as a producer's EventLogService would answer it.
inline auto ReplayFrom(store::Database& producer) {
  return [&producer](Position after, int limit) -> Result<std::vector<Event>> {
    std::vector<Event> events;
    const auto read = producer.Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(events, ReadAfter(session, after, limit));
      return {};
    });
    TTG_RETURN_IF_ERROR(read);
    return events;
  };
}

inline bool WaitUntil(const std::function<bool()>& holds,
                      std::chrono::seconds limit = std::chrono::seconds(20)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// The schema of a consumer that writes down what it did, in the order in which it did it.
inline std::vector<store::Migration> MigrationsWithEffects() {
  auto migrations = Migrations();
  migrations.push_back({"testing", 1, "effect",
                        "CREATE TABLE effect (ordinal INTEGER PRIMARY KEY, position BIGINT,"
                        " event_id TEXT, partition_key TEXT)",
                        "CREATE TABLE effect (ordinal BIGSERIAL PRIMARY KEY, position BIGINT,"
                        " event_id TEXT, partition_key TEXT)"});
  return migrations;
}

inline Result<void> RecordEffect(store::Session& session, const Event& event) {
  TTG_RETURN_IF_ERROR(
      session.Execute("INSERT INTO effect (position, event_id, partition_key)"
                      " VALUES (:position, :event_id, :partition_key)",
                      {{"position", event.position},
                       {"event_id", event.id},
                       {"partition_key", event.partition_key}}));
  return {};
}

// The positions in the order in which they took effect.
inline std::vector<Position> Effects(store::Database& database) {
  std::vector<Position> positions;
  (void)database.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto rows,
            session.Query<Position>("SELECT position FROM effect ORDER BY ordinal"));
    for (const auto& [position] : rows) positions.push_back(position);
    return {};
  });
  return positions;
}

inline std::vector<Position> Through(Position last, Position first = 1) {
  std::vector<Position> positions;
  for (Position n = first; n <= last; ++n) positions.push_back(n);
  return positions;
}

}  // namespace ttg::messaging::testing

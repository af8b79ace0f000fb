// A service without gRPC, made to be killed: one SQLite database, a relay and a consumer, exactly
// as in the services. Commands come as lines "<command id> <person>" on standard input; "ok
// <command id>" is answered once the commit is on disk, and again for a repeat.
//
//   fault_node --name beta --database beta.db --redis-port 6379 --follow alpha=alpha.db --answers

#include <csignal>
#include <iostream>
#include <memory>
#include <random>
#include <thread>

#include <CLI/CLI.hpp>
#include <sqlite3.h>
#include <unistd.h>

#include "faults/checker.h"
#include "platform/messaging/consumer.h"
#include "platform/messaging/event_log.h"
#include "platform/messaging/relay.h"
#include "platform/store/migrations.h"

namespace ttg::faults {
namespace {

using messaging::Event;

constexpr const char* kChanged = "ttg.faults.v1.ThingChanged";
// One in so many events fails at first, so that dead letters and parking are part of the chaos.
constexpr int kFailsOneIn = 400;

struct Options {
  std::string name;
  std::string database;
  int redis_port = 0;
  std::map<std::string, std::string> follows;  // context → its database file
  std::set<std::string> consumers;
  bool answers = false;
  // Kills itself in the transaction of this position, or right after its commit; 0: neither.
  messaging::Position dies_before_commit_of = 0;
  messaging::Position dies_after_commit_of = 0;
};

class NodeClock final : public Clock {
 public:
  Instant Now() const override { return absl::Now(); }
  Date Today() const override { return absl::ToCivilDay(Now(), absl::UTCTimeZone()); }
};

// UUIDv7: milliseconds, then chance.
std::string NewId() {
  thread_local std::mt19937_64 random(std::random_device{}());
  const auto now = static_cast<unsigned long long>(absl::ToUnixMillis(absl::Now()));
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%08llx-%04llx-7%03llx-8%03llx-%012llx", now >> 16,
                now & 0xffff, static_cast<unsigned long long>(random() & 0xfff),
                static_cast<unsigned long long>(random() & 0xfff),
                static_cast<unsigned long long>(random() & 0xffffffffffff));
  return text.data();
}

std::vector<store::Migration> NodeMigrations() {
  auto migrations = messaging::Migrations();
  const std::string schema =
      "CREATE TABLE thing (person TEXT PRIMARY KEY, version BIGINT NOT NULL);\n"
      "CREATE TABLE command (id TEXT PRIMARY KEY, event_id TEXT NOT NULL);\n"
      "CREATE TABLE effect (ordinal INTEGER PRIMARY KEY, stream TEXT NOT NULL,"
      " position BIGINT NOT NULL, event_id TEXT NOT NULL);\n";
  migrations.push_back({"fault_node", 1, "tables", schema, schema});
  return migrations;
}

// Changes the thing of a person and announces it, as a use case does.
Result<std::string> ChangeThing(store::Session& session, const std::string& context,
                                const std::string& person, const std::string& cause) {
  TTG_TRY(const auto row,
          session.QueryOne<std::int64_t>("INSERT INTO thing (person, version) VALUES (:person, 1)"
                                         " ON CONFLICT (person)"
                                         " DO UPDATE SET version = thing.version + 1"
                                         " RETURNING version",
                                         {{"person", person}}));
  const Event event{.position = 0,
                    .id = NewId(),
                    .source = context,
                    .type = kChanged,
                    .subject = person,
                    .subject_version = std::get<0>(row.value()),
                    .partition_key = person,
                    .time = absl::Now(),
                    .correlation_id = cause,
                    .causation_id = cause,
                    .traceparent = "",
                    .data = person};
  TTG_RETURN_IF_ERROR(messaging::Append(session, {event}));
  return event.id;
}

Result<void> RunCommand(store::Session& session, const Options& options, const std::string& id,
                        const std::string& person) {
  TTG_TRY(const auto repeat, session.QueryOne<std::string>(
                                 "SELECT event_id FROM command WHERE id = :id", {{"id", id}}));
  if (repeat) return {};
  TTG_TRY(const std::string event_id, ChangeThing(session, options.name, person, id));
  TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO command (id, event_id) VALUES (:id, :event_id)",
                                      {{"id", id}, {"event_id", event_id}}));
  return {};
}

Result<void> React(store::Session& session, const Options& options, const Event& event) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO effect (stream, position, event_id) VALUES (:stream, :position, :event_id)",
      {{"stream", messaging::StreamName(event.source)},
       {"position", event.position},
       {"event_id", event.id}}));
  if (options.answers) {
    TTG_RETURN_IF_ERROR(ChangeThing(session, options.name, event.partition_key, event.id));
  }
  if (event.position == options.dies_before_commit_of) kill(getpid(), SIGKILL);
  thread_local std::mt19937 random(std::random_device{}());
  if (random() % kFailsOneIn == 0) return Precondition("UNLUCKY", "");
  return {};
}

// The producer's log, straight from its file: stands for its EventLogService.
Result<std::vector<Event>> Replay(const std::string& path, messaging::Position after, int limit) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(raw, sqlite3_close);
  const auto sql =
      "SELECT position, event_id, source, type, subject, subject_version, partition_key,"
      " occurred_at, correlation_id, causation_id FROM event_log WHERE position > " +
      std::to_string(after) + " ORDER BY position LIMIT " + std::to_string(limit);
  sqlite3_stmt* statement = nullptr;
  if (opened != SQLITE_OK ||
      sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    return Unavailable("PRODUCER_UNAVAILABLE", "the producer's file cannot be read now");
  }
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> finally(statement, sqlite3_finalize);
  const auto text = [&](int column) -> std::string {
    return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  };
  std::vector<Event> events;
  int step = SQLITE_DONE;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    events.push_back({.position = sqlite3_column_int64(statement, 0),
                      .id = text(1),
                      .source = text(2),
                      .type = text(3),
                      .subject = text(4),
                      .subject_version = sqlite3_column_int64(statement, 5),
                      .partition_key = text(6),
                      .time = ParseInstant(text(7)).value(),
                      .correlation_id = text(8),
                      .causation_id = text(9),
                      .traceparent = "",
                      .data = text(6)});
  }
  if (step != SQLITE_DONE) {
    return Unavailable("PRODUCER_UNAVAILABLE", "the producer's file cannot be read now");
  }
  return events;
}

// Sees the commit as any other process would, before the node itself does anything after it.
void DieAfterCommit(const Options& options) {
  std::thread([&options] {
    while (ReadRows(options.database, "SELECT 1 FROM stream_position WHERE applied_through >= " +
                                          std::to_string(options.dies_after_commit_of))
               .empty()) {
    }
    kill(getpid(), SIGKILL);
  }).detach();
}

void Say(const std::string& line) {
  const std::string whole = line + "\n";
  // One write a line: a kill leaves whole lines or nothing.
  if (write(STDOUT_FILENO, whole.data(), whole.size()) < 0) _exit(3);
}

Result<void> Serve(const Options& options) {
  TTG_TRY(const auto database, store::Database::Open({.url = "sqlite:" + options.database}));
  TTG_RETURN_IF_ERROR(store::Migrate(*database, NodeMigrations()));

  redis::ClientConfig redis;
  redis.port = options.redis_port;
  messaging::RelayConfig relay_config{.context = options.name, .redis = redis};
  relay_config.batch = 64;
  relay_config.consumers = options.consumers;
  relay_config.poll = std::chrono::milliseconds(20);
  relay_config.check_every = std::chrono::milliseconds(100);
  relay_config.record_every = std::chrono::milliseconds(100);
  const auto relay = messaging::MakeRelay(relay_config, *database);

  std::vector<messaging::Subscription> subscriptions;
  for (const auto& [context, path] : options.follows) {
    const std::string file = path;
    subscriptions.push_back({.context = context,
                             .handlers = {{kChanged,
                                           [&options](store::Session& session, const Event& event) {
                                             return React(session, options, event);
                                           }}},
                             .prepare = {},
                             .replay = [file](messaging::Position after, int limit) {
                               return Replay(file, after, limit);
                             }});
  }
  messaging::ConsumerConfig consumer_config{.name = options.name, .redis = redis};
  consumer_config.batch = 32;
  consumer_config.block = std::chrono::milliseconds(50);
  consumer_config.replay_after = std::chrono::milliseconds(300);
  consumer_config.replay_every = std::chrono::milliseconds(100);
  consumer_config.idle_replay = std::chrono::milliseconds(3000);
  consumer_config.applied = [&relay] { relay->Notify(); };
  const NodeClock clock;
  const auto consumer =
      messaging::MakeConsumer(consumer_config, *database, clock, std::move(subscriptions));
  if (options.dies_after_commit_of > 0) DieAfterCommit(options);
  relay->Start();
  consumer->Start();
  Say("ready");

  std::string id;
  std::string person;
  while (std::cin >> id >> person) {
    database->Write(
        [&options, id, person](store::Session& session) {
          return RunCommand(session, options, id, person);
        },
        [&relay, id](const Result<void>& done) {
          if (done) Say("ok " + id);
          relay->Notify();
        });
  }
  consumer->Stop();
  relay->Stop();
  database->Close();
  return {};
}

int Main(int argc, char** argv) {
  Options options;
  std::vector<std::string> follows;
  CLI::App app("A service without gRPC, made to be killed.");
  app.add_option("--name", options.name)->required();
  app.add_option("--database", options.database)->required();
  app.add_option("--redis-port", options.redis_port)->required();
  app.add_option("--follow", follows);
  app.add_option("--consumer", options.consumers);
  app.add_flag("--answers", options.answers);
  app.add_option("--dies-before-commit-of", options.dies_before_commit_of);
  app.add_option("--dies-after-commit-of", options.dies_after_commit_of);
  CLI11_PARSE(app, argc, argv);
  for (const std::string& follow : follows) {
    const auto split = follow.find('=');
    options.follows[follow.substr(0, split)] = follow.substr(split + 1);
  }
  const auto served = Serve(options);
  if (served) return 0;
  std::cerr << options.name << ": " << served.error().reason << "\n";
  return 1;
}

}  // namespace
}  // namespace ttg::faults

int main(int argc, char** argv) { return ttg::faults::Main(argc, argv); }

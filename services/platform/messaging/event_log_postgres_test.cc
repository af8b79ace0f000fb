#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "platform/messaging/event_log_contract.h"
#include "platform/messaging/test_support.h"
#include "platform/testing/matchers.h"

namespace ttg::messaging {

INSTANTIATE_TEST_SUITE_P(Postgres, EventLogContract,
                         ::testing::Values(ttg::testing::StoreKind::kPostgres));

namespace {

using testing::ReplayFrom;
using ttg::testing::Succeeded;

constexpr int kAggregates = 5;
constexpr int kCommandsAThread = 60;
constexpr int kThreads = 4;

std::vector<store::Migration> MigrationsWithAggregates() {
  auto migrations = Migrations();
  const std::string table = "CREATE TABLE thing (id TEXT PRIMARY KEY, version BIGINT)";
  migrations.push_back({"testing", 1, "thing", table, table});
  return migrations;
}

// A command as services write them: the versioned update locks, then the event is written.
Result<void> ChangeThing(store::Session& session, const std::string& thing, int event_number) {
  TTG_TRY(const auto row,
          session.QueryOne<std::int64_t>(
              "UPDATE thing SET version = version + 1 WHERE id = :id RETURNING version",
              {{"id", thing}}));
  Event event = testing::AnEvent(event_number, thing);
  event.subject_version = std::get<0>(row.value());
  return Append(session, {event});
}

// Ids are taken before commits, so that rows become visible out of order; the numbering runs all
// the time, twice at once.
TEST(PostgresNumbering, IsDenseAndKeepsEachAggregateInOrderWhileCommandsCommitOutOfOrder) {
  ttg::testing::TestDatabase database(ttg::testing::StoreKind::kPostgres,
                                      MigrationsWithAggregates());
  for (int i = 0; i < kAggregates; ++i) {
    ASSERT_THAT(database->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO thing (id, version) VALUES (:id, 0)",
                                          {{"id", "thing-" + std::to_string(i)}}));
      return {};
    }),
                Succeeded());
  }
  std::atomic<bool> writing = true;
  const auto number = [&] {
    return database->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(NumberCommitted(session, 7));
      return {};
    });
  };
  std::vector<std::thread> leaders;
  leaders.reserve(2);
  for (int i = 0; i < 2; ++i) {
    leaders.emplace_back([&] {
      while (writing) EXPECT_THAT(number(), Succeeded());
    });
  }
  std::vector<std::thread> writers;
  writers.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; i < kCommandsAThread; ++i) {
        const int event_number = t * kCommandsAThread + i + 1;
        EXPECT_THAT(database->WriteAndWait([&](store::Session& session) {
          return ChangeThing(session, "thing-" + std::to_string((i + t) % kAggregates),
                             event_number);
        }),
                    Succeeded());
      }
    });
  }
  for (auto& writer : writers) writer.join();
  writing = false;
  for (auto& leader : leaders) leader.join();
  for (int i = 0; i < kThreads * kCommandsAThread; ++i) ASSERT_THAT(number(), Succeeded());

  const auto events = ReplayFrom(*database)(0, 1000).value();
  ASSERT_EQ(events.size(), static_cast<std::size_t>(kThreads * kCommandsAThread));
  std::map<std::string, std::int64_t> versions;
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].position, static_cast<Position>(i + 1));
    EXPECT_EQ(events[i].subject_version, ++versions[events[i].subject]);
  }
}

}  // namespace
}  // namespace ttg::messaging

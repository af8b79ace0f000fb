#include "platform/store/sqlite_database.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/store/database_contract.h"
#include "platform/testing/matchers.h"

namespace ttg::store {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::StoreKind;
using testing::Succeeded;

INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseContract, ::testing::Values(StoreKind::kSqlite));

std::vector<Migration> NoteTable() {
  return {{"note", 1, "note", "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT);", ""}};
}

std::set<std::string> StoredIds(Database& database) {
  std::set<std::string> ids;
  EXPECT_THAT(database.Read([&](Session& session) -> Result<void> {
    TTG_TRY(const auto rows, session.Query<std::string>("SELECT id FROM note"));
    for (const auto& [id] : rows) ids.insert(id);
    return {};
  }),
              Succeeded());
  return ids;
}

TEST(SqliteDatabase, CommitsWhatIsQueuedInOneGroup) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable(),
                                 {.group_limit = 64, .group_time = std::chrono::minutes(1)});
  Gate gate;
  Answers answers;
  const std::int64_t before = database->Stats().groups;
  database->Write(gate.Wait(), answers.For("gate"));
  gate.AwaitArrival();
  for (int i = 0; i < 63; ++i) {
    database->Write([i](Session& session) { return Insert(session, std::to_string(i)); },
                    answers.For("done"));
  }
  gate.Open();
  answers.Wait(64);
  EXPECT_EQ(database->Stats().groups, before + 1);
  EXPECT_EQ(StoredIds(*database).size(), 63);
}

TEST(SqliteDatabase, FailsTheWholeGroupWhenItsCommitFails) {
  testing::TestDatabase database(
      StoreKind::kSqlite,
      {{"note", 1, "note",
        "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT REFERENCES note (id)"
        " DEFERRABLE INITIALLY DEFERRED);",
        ""}},
      {.group_time = std::chrono::minutes(1)});
  Gate gate;
  Answers answers;
  database->Write(gate.Wait(), answers.For("gate"));
  gate.AwaitArrival();
  database->Write([](Session& session) { return Insert(session, "good", "good"); },
                  answers.For("good"));
  database->Write([](Session& session) { return Insert(session, "bad", "nobody"); },
                  answers.For("bad"));
  gate.Open();
  EXPECT_THAT(answers.Wait(3),
              ElementsAre("gate: COMMIT_FAILED", "good: COMMIT_FAILED", "bad: COMMIT_FAILED"));
  EXPECT_TRUE(StoredIds(*database).empty());
}

TEST(SqliteDatabase, LosesNothingAcknowledgedWhenTheDiskIsFull) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable());
  ASSERT_THAT(database->WriteAndWait([](Session& session) {
    return session.ExecuteScript("PRAGMA max_page_count = 40");
  }),
              Succeeded());
  Answers answers;
  for (int i = 0; i < 200; ++i) {
    const std::string id = std::to_string(i);
    database->Write([id](Session& session) { return Insert(session, id, std::string(3000, 'x')); },
                    answers.For(id));
  }
  std::set<std::string> acknowledged;
  for (const std::string& answer : answers.Wait(200)) {
    if (answer.find(':') == std::string::npos) acknowledged.insert(answer);
  }
  EXPECT_FALSE(acknowledged.empty());
  EXPECT_LT(acknowledged.size(), 200);
  EXPECT_EQ(StoredIds(*database), acknowledged);
  database.Reopen();
  EXPECT_EQ(StoredIds(*database), acknowledged);
  EXPECT_THAT(
      database->WriteAndWait([](Session& session) { return Insert(session, "room again"); }),
      Succeeded());
}

TEST(SqliteDatabase, KeepsItsLogSmallAndLeavesNone) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable());
  const std::string file = database.url().substr(std::string("sqlite:").size());
  for (int i = 0; i < 600; ++i) {
    ASSERT_THAT(database->WriteAndWait([i](Session& session) {
      return Insert(session, std::to_string(i), std::string(100'000, 'x'));
    }),
                Succeeded());
  }
  EXPECT_LT(std::filesystem::file_size(file + "-wal"), 48 << 20);
  database->Close();
  EXPECT_FALSE(std::filesystem::exists(file + "-wal"));
}

TEST(SqliteDatabase, RunsTriggersOfSeveralStatements) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable());
  const std::string trigger =
      "CREATE TABLE seen (id TEXT);\n"
      "-- don't stop here: 'a comment\n"
      "CREATE TRIGGER note_seen AFTER INSERT ON note BEGIN\n"
      "  INSERT INTO seen (id) VALUES (new.id);\n"
      "  SELECT RAISE(ABORT, 'no') WHERE new.text = 'refused';\n"
      "END;\n";
  ASSERT_THAT(Migrate(*database, {{"trigger", 1, "trigger", trigger, ""}}), Succeeded());
  EXPECT_THAT(database->WriteAndWait([](Session& session) { return Insert(session, "a"); }),
              Succeeded());
  EXPECT_THAT(
      database->WriteAndWait([](Session& session) { return Insert(session, "b", "refused"); }),
      FailsWith(ErrorKind::kPrecondition, "CONSTRAINT_VIOLATED"));
}

// No kill of a process shows what only a cut of the power would.
TEST(SqliteDatabase, WritesAsThePromiseOfDurabilityNeeds) {
  testing::TestDatabase database(StoreKind::kSqlite, {});
  EXPECT_THAT(database->WriteAndWait([](Session& session) -> Result<void> {
    constexpr auto kSettings =
        std::to_array<std::pair<const char*, const char*>>({{"synchronous", "2"},
                                                            {"journal_mode", "wal"},
                                                            {"foreign_keys", "1"},
                                                            {"wal_autocheckpoint", "0"}});
    for (const auto& [name, value] : kSettings) {
      TTG_TRY(const auto row, session.QueryOne<std::string>(std::string("PRAGMA ") + name));
      EXPECT_EQ(std::get<0>(*row), value) << name;
    }
    return {};
  }),
              Succeeded());
}

TEST(SqliteDatabase, IsWrittenByOneProcessAtATime) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable());
  // The lock belongs to the opening and not to the process, so this stands for another process.
  EXPECT_THAT(Database::Open({.url = database.url()}),
              FailsWith(ErrorKind::kUnavailable, "DATABASE_IN_USE"));
  EXPECT_THAT(database->WriteAndWait([](Session& session) { return Insert(session, "a"); }),
              Succeeded());
  database->Close();
  EXPECT_THAT(Database::Open({.url = database.url()}), Succeeded());
}

TEST(SqliteDatabase, LogsAStatementThatFailedAsOneLineWithoutItsValues) {
  testing::TestDatabase database(StoreKind::kSqlite, NoteTable());
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const auto failed = database->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        session.Execute("INSERT INTO nowhere (id) VALUES (:id)", {{"id", "Jane Example"}}));
    return {};
  });
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  const std::string logged = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(failed, FailsWith(ErrorKind::kInternal, "DATABASE_FAULT"));
  EXPECT_THAT(logged, HasSubstr(R"("event":"store.statement_refused")"));
  EXPECT_THAT(logged, HasSubstr("INSERT INTO nowhere"));
  EXPECT_THAT(logged, Not(HasSubstr("Jane")));
}

TEST(SqliteDatabase, SaysThatItCannotBeOpened) {
  EXPECT_THAT(Database::Open({.url = "sqlite:/no/such/folder/file.db"}),
              FailsWith(ErrorKind::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(Database::Open({.url = "file.db"}),
              FailsWith(ErrorKind::kInvalid, "DATABASE_URL_UNKNOWN"));
}

// Keeps 32 commands in flight and reports each that is acknowledged, until it is killed.
class Reporter {
 public:
  Reporter(Database& database, int pipe) : database_(database), pipe_(pipe) {
    for (int i = 0; i < 32; ++i) Next();
  }

 private:
  void Next() {
    const int number = ++last_;
    database_.Write([number](Session& session) { return Insert(session, std::to_string(number)); },
                    [this, number](Result<void> outcome) {
                      if (outcome && write(pipe_, &number, sizeof number) != sizeof number)
                        _exit(1);
                      Next();
                    });
  }

  Database& database_;
  const int pipe_;
  std::atomic<int> last_ = 0;
};

[[noreturn]] void WriteUntilKilled(const std::string& url, int pipe) {
  auto database = Database::Open({.url = url});
  if (!database || !Migrate(**database, NoteTable())) _exit(1);
  const Reporter reporter(**database, pipe);
  for (;;) pause();
}

TEST(SqliteDatabase, HasEveryAcknowledgedCommandAfterSigkill) {
  const testing::TemporaryFolder folder;
  const std::string url = "sqlite:" + (folder.path() / "killed.db").string();
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) WriteUntilKilled(url, ends[1]);
  close(ends[1]);
  std::set<std::string> acknowledged;
  int number = 0;
  while (read(ends[0], &number, sizeof number) == sizeof number) {
    acknowledged.insert(std::to_string(number));
    if (acknowledged.size() == 500) kill(child, SIGKILL);
  }
  close(ends[0]);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  ASSERT_GE(acknowledged.size(), 500);
  auto database = Database::Open({.url = url});
  ASSERT_THAT(database, Succeeded());
  const std::set<std::string> stored = StoredIds(**database);
  EXPECT_TRUE(
      std::includes(stored.begin(), stored.end(), acknowledged.begin(), acknowledged.end()));
}

}  // namespace
}  // namespace ttg::store

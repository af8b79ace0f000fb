#include "platform/store/database_contract.h"

#include <latch>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::store {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SequentialIds;
using testing::Succeeded;

std::vector<Migration> DatabaseContract::Schema() {
  const std::string rest =
      "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT CHECK (text <> 'forbidden'));"
      "CREATE TABLE reply (id TEXT PRIMARY KEY,"
      " note_id TEXT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED);"
      "CREATE TABLE tag (note_id TEXT NOT NULL REFERENCES note (id));";
  return {
      {"sample", 1, "sample",
       "CREATE TABLE sample (id TEXT PRIMARY KEY, prison TEXT, day TEXT, at TEXT, count INTEGER,"
       " active INTEGER, remark TEXT);" +
           rest,
       "CREATE TABLE sample (id TEXT PRIMARY KEY, prison TEXT, day DATE, at TEXT, count BIGINT,"
       " active BIGINT, remark TEXT);" +
           rest}};
}

Result<std::int64_t> Count(Session& session) {
  TTG_TRY(const auto row, session.QueryOne<std::int64_t>("SELECT count(*) FROM note"));
  return std::get<0>(*row);
}

Result<void> Insert(Session& session, const std::string& id, const std::string& text) {
  TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO note (id, text) VALUES (:id, :text)",
                                      {{"id", id}, {"text", text}}));
  return {};
}

std::int64_t DatabaseContract::CountNotes() {
  std::int64_t count = -1;
  EXPECT_THAT(database_->Read([&count](Session& session) -> Result<void> {
    TTG_TRY(count, Count(session));
    return {};
  }),
              Succeeded());
  return count;
}

Result<void> DatabaseContract::AddNote(const std::string& id, const std::string& text) {
  return database_->WriteAndWait([&](Session& session) { return Insert(session, id, text); });
}

Database::Done Answers::For(const std::string& name) {
  return [this, name](Result<void> outcome) {
    const std::lock_guard lock(mutex_);
    answers_.push_back(outcome ? name : name + ": " + outcome.error().reason);
    changed_.notify_all();
  };
}

std::vector<std::string> Answers::Wait(std::size_t number) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return answers_.size() >= number; });
  return answers_;
}

Database::Work Gate::Wait() {
  return [this](Session&) -> Result<void> {
    std::unique_lock lock(mutex_);
    arrived_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return {};
  };
}

void Gate::AwaitArrival() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return arrived_; });
}

void Gate::Open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

namespace {

constexpr std::string_view kInsertSample =
    "INSERT INTO sample (id, prison, day, at, count, active, remark)"
    " VALUES (:id, :prison, :day, :at, :count, :active, :remark)";

TEST_P(DatabaseContract, BindsAndReadsEveryType) {
  const PersonId id = *PersonId::Parse(SequentialIds::Nth(1));
  const PrisonId prison = *PrisonId::Parse("BMI");
  const Date day(2026, 11, 23);
  const Instant at = *ParseInstant("2026-11-23T09:30:00.000001Z");
  const std::int64_t big = std::int64_t{1} << 62;
  ASSERT_THAT(database_->WriteAndWait([&](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute(kInsertSample, {{"id", id},
                                                        {"prison", prison},
                                                        {"day", day},
                                                        {"at", at},
                                                        {"count", big},
                                                        {"active", true},
                                                        {"remark", "O'Brien: \"ä€\" :id"}}));
    return {};
  }),
              Succeeded());
  using Row =
      std::tuple<PersonId, PrisonId, Date, Instant, std::int64_t, bool, std::optional<std::string>>;
  std::optional<Row> row;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(row, (session.QueryOne<PersonId, PrisonId, Date, Instant, std::int64_t, bool,
                                   std::optional<std::string>>(
                     "SELECT id, prison, day, at, count, active, remark FROM sample"
                     " WHERE day = :day AND count = :count",
                     {{"day", day}, {"count", big}})));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(row, Row(id, prison, day, at, big, true, "O'Brien: \"ä€\" :id"));
}

TEST_P(DatabaseContract, BindsNothingAsNullAndReadsItBack) {
  std::vector<std::tuple<std::optional<Date>, std::optional<std::int64_t>>> rows;
  ASSERT_THAT(database_->WriteAndWait([&](Session& session) -> Result<void> {
    const auto insert = [&](int id, std::optional<Date> day, std::optional<int> count) {
      return session.Execute(kInsertSample, {{"id", SequentialIds::Nth(id)},
                                             {"prison", std::nullopt},
                                             {"day", day},
                                             {"at", std::nullopt},
                                             {"count", count},
                                             {"active", std::nullopt},
                                             {"remark", std::nullopt}});
    };
    TTG_RETURN_IF_ERROR(insert(1, std::nullopt, std::nullopt));
    TTG_RETURN_IF_ERROR(insert(2, Date(2026, 1, 2), 3));
    TTG_RETURN_IF_ERROR(insert(3, std::nullopt, std::nullopt));
    TTG_TRY(rows, (session.Query<std::optional<Date>, std::optional<std::int64_t>>(
                      "SELECT day, count FROM sample ORDER BY id")));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(rows,
              ElementsAre(std::tuple(std::nullopt, std::nullopt), std::tuple(Date(2026, 1, 2), 3),
                          std::tuple(std::nullopt, std::nullopt)));
}

TEST_P(DatabaseContract, RefusesARowThatItsColumnDoesNotPromise) {
  ASSERT_THAT(AddNote("not a number"), Succeeded());
  const auto read = [](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Query<std::int64_t>("SELECT id FROM note"));
    return {};
  };
  EXPECT_THAT(database_->Read(read), FailsWith(ErrorKind::kInternal, "ROW_MALFORMED"));
}

TEST_P(DatabaseContract, TakesAPlaceholderTwice) {
  ASSERT_THAT(AddNote("a", "b"), Succeeded());
  ASSERT_THAT(AddNote("b", "c"), Succeeded());
  std::vector<std::tuple<std::string>> rows;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(rows, session.Query<std::string>(
                      "SELECT id FROM note WHERE id = :x OR text = :x ORDER BY id", {{"x", "b"}}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(rows, ElementsAre(std::tuple("a"), std::tuple("b")));
}

TEST_P(DatabaseContract, RefusesAPlaceholderWithoutValue) {
  const auto read = [](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Query<std::string>(
        "SELECT id FROM note WHERE id = :id AND text = :text", {{"id", "a"}}));
    return {};
  };
  EXPECT_THAT(database_->Read(read), FailsWith(ErrorKind::kInternal, "DATABASE_FAULT"));
}

TEST_P(DatabaseContract, CountsTheRowsThatChanged) {
  std::vector<std::int64_t> changed;
  ASSERT_THAT(database_->WriteAndWait([&](Session& session) -> Result<void> {
    for (int i = 0; i < 3; ++i) TTG_RETURN_IF_ERROR(Insert(session, std::to_string(i)));
    for (const char* id : {"1", "7"}) {
      TTG_TRY(const auto rows,
              session.Execute("UPDATE note SET text = 'x' WHERE id >= :id", {{"id", id}}));
      changed.push_back(rows);
    }
    return {};
  }),
              Succeeded());
  EXPECT_THAT(changed, ElementsAre(2, 0));
}

TEST_P(DatabaseContract, ReadsReturningAndClosesWhatNobodyReads) {
  std::optional<std::tuple<std::string>> returned;
  ASSERT_THAT(database_->WriteAndWait([&](Session& session) -> Result<void> {
    TTG_TRY(returned, session.QueryOne<std::string>(
                          "INSERT INTO note (id) VALUES (:id) RETURNING id", {{"id", "a"}}));
    TTG_RETURN_IF_ERROR(
        session.Execute("INSERT INTO note (id) VALUES (:id) RETURNING id", {{"id", "b"}}));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(returned, std::tuple("a"));
  EXPECT_EQ(CountNotes(), 2);
}

TEST_P(DatabaseContract, NamesWhatABrokenConstraintIs) {
  ASSERT_THAT(AddNote("a"), Succeeded());
  EXPECT_THAT(AddNote("a"), FailsWith(ErrorKind::kDuplicate, "UNIQUE_VIOLATED"));
  EXPECT_THAT(AddNote("b", "forbidden"),
              FailsWith(ErrorKind::kPrecondition, "CONSTRAINT_VIOLATED"));
  EXPECT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO tag (note_id) VALUES ('none')"));
    return {};
  }),
              FailsWith(ErrorKind::kPrecondition, "CONSTRAINT_VIOLATED"));
}

TEST_P(DatabaseContract, NeverQuotesABoundValue) {
  ASSERT_THAT(AddNote("Ada Lovelace"), Succeeded());
  const Result<void> refused = AddNote("Ada Lovelace");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, Not(HasSubstr("Ada")));
  EXPECT_THAT(database_->Read([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Query<std::string>("SELECT no_such_column FROM note"));
    return {};
  }),
              FailsWith(ErrorKind::kInternal, "DATABASE_FAULT"));
}

TEST_P(DatabaseContract, UsesAStatementAgainAfterItFailed) {
  ASSERT_THAT(AddNote("a", "first"), Succeeded());
  ASSERT_THAT(AddNote("a", "second"), Not(Succeeded()));
  ASSERT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO note (id, text) VALUES (:id, :text)",
                                        {{"id", "b"}, {"text", std::nullopt}}));
    return {};
  }),
              Succeeded());
  std::optional<std::tuple<std::optional<std::string>>> row;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(row, session.QueryOne<std::optional<std::string>>(
                     "SELECT text FROM note WHERE id = :id", {{"id", "b"}}));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(row, std::tuple(std::nullopt));
}

TEST_P(DatabaseContract, KeepsMoreStatementsThanItCaches) {
  ASSERT_THAT(AddNote("a"), Succeeded());
  const auto read = [](Session& session) -> Result<void> {
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < 300; ++i) {
        const std::string sql = "SELECT " + std::to_string(i) + " FROM note WHERE id = :id";
        TTG_TRY(const auto row, session.QueryOne<int>(sql, {{"id", "a"}}));
        if (!row || std::get<0>(*row) != i) return Internal("WRONG", "");
      }
    }
    return {};
  };
  EXPECT_THAT(database_->Read(read), Succeeded());
}

TEST_P(DatabaseContract, UndoesASavepointAndGoesOn) {
  ASSERT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "a"));
    const Result<void> refused = session.Savepoint([&]() -> Result<void> {
      TTG_RETURN_IF_ERROR(Insert(session, "b"));
      TTG_RETURN_IF_ERROR(session.Savepoint([&] { return Insert(session, "c"); }));
      return Precondition("REFUSED", "");
    });
    EXPECT_THAT(refused, FailsWith("REFUSED"));
    const Result<void> broken = session.Savepoint([&] { return Insert(session, "a"); });
    EXPECT_THAT(broken, FailsWith("UNIQUE_VIOLATED"));
    return session.Savepoint([&] { return Insert(session, "d"); });
  }),
              Succeeded());
  EXPECT_EQ(CountNotes(), 2);
}

TEST_P(DatabaseContract, FailsACommandThatSwallowsAnError) {
  ASSERT_THAT(AddNote("a"), Succeeded());
  EXPECT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "b"));
    EXPECT_THAT(Insert(session, "a"), FailsWith("UNIQUE_VIOLATED"));
    EXPECT_THAT(Insert(session, "c"), FailsWith("UNIQUE_VIOLATED"));
    return {};
  }),
              FailsWith("UNIQUE_VIOLATED"));
  EXPECT_EQ(CountNotes(), 1);
}

TEST_P(DatabaseContract, UndoesOnlyTheCommandThatFails) {
  Gate gate;
  Answers answers;
  database_->Write(gate.Wait(), answers.For("gate"));
  gate.AwaitArrival();
  for (const char* id : {"a", "b", "c"}) {
    database_->Write(
        [id = std::string(id)](Session& session) -> Result<void> {
          TTG_RETURN_IF_ERROR(Insert(session, id));
          if (id == "b") return Precondition("REFUSED", "");
          return {};
        },
        answers.For(id));
  }
  gate.Open();
  EXPECT_THAT(answers.Wait(4), ::testing::UnorderedElementsAre("gate", "a", "b: REFUSED", "c"));
  EXPECT_EQ(CountNotes(), 2);
}

TEST_P(DatabaseContract, StoresNothingWhenTheCommitFails) {
  EXPECT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "a"));
    TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO reply (id, note_id) VALUES ('r', 'none')"));
    return {};
  }),
              FailsWith(ErrorKind::kUnavailable, "COMMIT_FAILED"));
  EXPECT_EQ(CountNotes(), 0);
  EXPECT_THAT(AddNote("b"), Succeeded());
}

TEST_P(DatabaseContract, AnswersAfterTheCommit) {
  std::latch answered(1);
  std::int64_t seen = -1;
  database_->Write([](Session& session) { return Insert(session, "a"); },
                   [&](Result<void>) {
                     seen = CountNotes();
                     answered.count_down();
                   });
  answered.wait();
  EXPECT_EQ(seen, 1);
}

TEST_P(DatabaseContract, TurnsAnExceptionIntoAnError) {
  EXPECT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "a"));
    throw std::runtime_error("Ada Lovelace");
  }),
              FailsWith(ErrorKind::kInternal, "UNEXPECTED_EXCEPTION"));
  EXPECT_EQ(CountNotes(), 0);
  EXPECT_THAT(AddNote("a"), Succeeded());
}

TEST_P(DatabaseContract, ReadsOneSnapshot) {
  ASSERT_THAT(AddNote("a"), Succeeded());
  std::int64_t before = 0;
  std::int64_t after = 0;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(before, Count(session));
    TTG_RETURN_IF_ERROR(AddNote("b"));
    TTG_TRY(after, Count(session));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(before, 1);
  EXPECT_EQ(after, 1);
  EXPECT_EQ(CountNotes(), 2);
}

TEST_P(DatabaseContract, DoesNotWriteWhileReading) {
  EXPECT_THAT(database_->Read([](Session& session) { return Insert(session, "a"); }),
              FailsWith(ErrorKind::kInternal, "DATABASE_FAULT"));
  EXPECT_EQ(CountNotes(), 0);
}

TEST_P(DatabaseContract, LosesNoneOfManyWriters) {
  ASSERT_THAT(AddNote("counter", "0"), Succeeded());
  {
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([this] {
        for (int j = 0; j < 25; ++j) {
          EXPECT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
            TTG_RETURN_IF_ERROR(
                session.Execute("UPDATE note SET text = CAST(CAST(text AS INTEGER) + 1 AS TEXT)"
                                " WHERE id = :id",
                                {{"id", "counter"}}));
            return {};
          }),
                      Succeeded());
        }
      });
    }
  }
  std::optional<std::tuple<int>> total;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(total, session.QueryOne<int>("SELECT text FROM note"));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(total, std::tuple(200));
}

TEST_P(DatabaseContract, RefusesWhatItsQueueCannotHold) {
  testing::TestDatabase small(GetParam(), Schema(), {.writers = 1, .queue_limit = 2});
  Gate gate;
  Answers answers;
  small->Write(gate.Wait(), answers.For("gate"));
  gate.AwaitArrival();
  for (const char* id : {"a", "b", "c"}) {
    small->Write([id](Session& session) { return Insert(session, id); }, answers.For(id));
  }
  EXPECT_EQ(small->Stats().queued, 2);
  gate.Open();
  EXPECT_THAT(answers.Wait(4), ElementsAre("c: QUEUE_FULL", "gate", "a", "b"));
}

TEST_P(DatabaseContract, FinishesWhatIsQueuedWhenItCloses) {
  Gate gate;
  Answers answers;
  database_->Write(gate.Wait(), answers.For("gate"));
  gate.AwaitArrival();
  for (int i = 0; i < 100; ++i) {
    database_->Write([i](Session& session) { return Insert(session, std::to_string(i)); },
                     answers.For("done"));
  }
  std::jthread opener([&gate] { gate.Open(); });
  database_->Close();
  const auto answered = answers.Wait(101);
  EXPECT_THAT(answered, Not(::testing::Contains(HasSubstr(":"))));
  EXPECT_THAT(AddNote("late"), FailsWith(ErrorKind::kUnavailable, "DATABASE_CLOSED"));
  EXPECT_THAT(database_->Read([](Session&) -> Result<void> { return {}; }),
              FailsWith(ErrorKind::kUnavailable, "DATABASE_CLOSED"));
  database_->Close();
  database_.Reopen();
  EXPECT_EQ(CountNotes(), 100);
}

TEST_P(DatabaseContract, MigratesOnceAndInOrder) {
  const Migration second{"more", 2, "second", "ALTER TABLE more ADD COLUMN b TEXT",
                         "ALTER TABLE more ADD COLUMN b TEXT"};
  const Migration first{"more", 1, "first", "CREATE TABLE more (a TEXT)",
                        "CREATE TABLE more (a TEXT)"};
  EXPECT_THAT(Migrate(*database_, {second, first}), Succeeded());
  EXPECT_THAT(Migrate(*database_, {first, second}), Succeeded());
  EXPECT_THAT(Migrate(*database_, {first}), Succeeded()) << "release N runs on the schema of N+1";
}

TEST_P(DatabaseContract, LeavesNoHalfOfAMigration) {
  const std::string half = "CREATE TABLE half (a TEXT); INSERT INTO no_such_table VALUES (1);";
  EXPECT_THAT(Migrate(*database_, {{"half", 7, "half", half, half}}),
              FailsWith(ErrorKind::kInternal, "MIGRATION_FAILED"));
  const std::string whole = "CREATE TABLE half (a TEXT);";
  EXPECT_THAT(Migrate(*database_, {{"half", 7, "half", whole, whole}}), Succeeded());
}

TEST_P(DatabaseContract, RefusesAMigrationUnderATakenNumber) {
  EXPECT_THAT(Migrate(*database_, {{"sample", 1, "another", "", ""}}),
              FailsWith(ErrorKind::kInternal, "MIGRATION_FAILED"));
}

}  // namespace
}  // namespace ttg::store

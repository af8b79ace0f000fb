#include "platform/store/postgres_database.h"

#include <latch>
#include <thread>

#include <gmock/gmock.h>

#include "platform/store/database_contract.h"
#include "platform/testing/matchers.h"

namespace ttg::store {
namespace {

using testing::FailsWith;
using testing::StoreKind;
using testing::Succeeded;
using ::testing::UnorderedElementsAre;

INSTANTIATE_TEST_SUITE_P(Postgres, DatabaseContract, ::testing::Values(StoreKind::kPostgres));

class PostgresDatabaseTest : public ::testing::Test {
 protected:
  testing::TestDatabase database_{
      StoreKind::kPostgres,
      {{"note", 1, "note", "", "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT);"}}};
};

Result<void> Touch(Session& session, std::string_view id) {
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE note SET text = text || 'x' WHERE id = :id", {{"id", id}}));
  return {};
}

TEST_F(PostgresDatabaseTest, RunsACommandAgainAfterADeadlock) {
  ASSERT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "a", ""));
    return Insert(session, "b", "");
  }),
              Succeeded());
  Answers answers;
  std::latch both_hold_one(2);
  std::atomic<int> runs = 0;
  const auto cross = [&](std::string first, std::string second) -> Database::Work {
    return [&, first, second](Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(Touch(session, first));
      if (++runs <= 2) both_hold_one.arrive_and_wait();
      return Touch(session, second);
    };
  };
  database_->Write(cross("a", "b"), answers.For("ab"));
  database_->Write(cross("b", "a"), answers.For("ba"));
  EXPECT_THAT(answers.Wait(2), UnorderedElementsAre("ab", "ba"));
  EXPECT_EQ(runs, 3);
  std::vector<std::tuple<std::string>> texts;
  ASSERT_THAT(database_->Read([&](Session& session) -> Result<void> {
    TTG_TRY(texts, session.Query<std::string>("SELECT text FROM note"));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(texts, UnorderedElementsAre(std::tuple("xx"), std::tuple("xx")));
}

TEST_F(PostgresDatabaseTest, ReplacesSessionsThatBroke) {
  ASSERT_THAT(database_->WriteAndWait([](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Query<std::optional<std::string>>(
        "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
    return {};
  }),
              Succeeded());
  for (int i = 0; i < 12; ++i) {
    EXPECT_THAT(database_->WriteAndWait(
                    [i](Session& session) { return Insert(session, std::to_string(i)); }),
                Succeeded());
    EXPECT_THAT(database_->Read([](Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(Count(session));
      return {};
    }),
                Succeeded());
  }
}

TEST_F(PostgresDatabaseTest, RunsACommandAgainWhoseSessionBroke) {
  std::atomic<int> runs = 0;
  EXPECT_THAT(database_->WriteAndWait([&runs](Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Insert(session, "a"));
    if (++runs > 1) return {};
    TTG_RETURN_IF_ERROR(
        session.Query<std::string>("SELECT pg_terminate_backend(pg_backend_pid())::text"));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(runs, 2);
}

TEST_F(PostgresDatabaseTest, MigratesOnceWhenTwoStartTogether) {
  const std::vector<Migration> migrations{
      {"race", 1, "table", "", "CREATE TABLE race (id BIGINT PRIMARY KEY);"},
      {"race", 2, "row", "", "INSERT INTO race (id) VALUES (1);"}};
  std::vector<Result<void>> outcomes(4);
  {
    std::vector<std::jthread> replicas;
    replicas.reserve(outcomes.size());
    for (Result<void>& outcome : outcomes) {
      replicas.emplace_back([&] {
        auto replica = Database::Open({.url = database_.url(), .readers = 1, .writers = 1});
        outcome = replica ? Migrate(**replica, migrations) : tl::unexpected(replica.error());
      });
    }
  }
  EXPECT_THAT(outcomes, ::testing::Each(Succeeded()));
}

TEST_F(PostgresDatabaseTest, RunsFunctionBodiesOfSeveralStatements) {
  const std::string function =
      "-- it doesn't matter what's in here: 'x\n"
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$\n"
      "DECLARE word TEXT := 'refused';\n"
      "BEGIN\n"
      "  IF NEW.text = word THEN RAISE EXCEPTION 'no'; END IF;\n"
      "  RETURN NEW;\n"
      "END;\n"
      "$$;\n"
      "CREATE TRIGGER note_refuse BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION refuse();\n";
  ASSERT_THAT(Migrate(*database_, {{"trigger", 1, "trigger", "", function}}), Succeeded());
  EXPECT_THAT(
      database_->WriteAndWait([](Session& session) { return Insert(session, "b", "refused"); }),
      FailsWith(ErrorKind::kPrecondition, "CONSTRAINT_VIOLATED"));
}

TEST_F(PostgresDatabaseTest, SaysThatItCannotBeReached) {
  EXPECT_THAT(Database::Open({.url = "postgresql:///x?host=/no/such/folder"}),
              FailsWith(ErrorKind::kUnavailable, "DATABASE_UNAVAILABLE"));
}

}  // namespace
}  // namespace ttg::store

#include "platform/audit/collector.h"

#include <condition_variable>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::audit {
namespace {

using testing::StoreKind;
using testing::Succeeded;

Entry AboutPerson(std::string person) {
  Entry entry;
  entry.occurred_at = absl::FromUnixSeconds(1'800'000'000);
  entry.outcome = "OK";
  entry.subjects = {std::move(person)};
  return entry;
}

// Answers that come on a database thread.
class Answers {
 public:
  store::Database::Done Next() {
    return [this](const Result<void>& written) {
      const std::lock_guard lock(mutex_);
      outcomes_.push_back(written ? "OK" : written.error().reason);
      changed_.notify_all();
    };
  }

  std::vector<std::string> Wait(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return outcomes_.size() >= count; });
    return outcomes_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> outcomes_;
};

// Keeps the writer busy, so that what is asked for meanwhile waits.
class Busy {
 public:
  Busy(store::Database& database, Answers& answers) {
    database.Write(
        [this](store::Session&) -> Result<void> {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [this] { return over_; });
          return {};
        },
        answers.Next());
  }

  void End() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
};

class AuditCollector : public ::testing::Test {
 protected:
  std::vector<std::string> Subjects() {
    std::vector<std::string> subjects;
    EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto rows,
              session.Query<std::string>("SELECT subjects FROM audit_entry ORDER BY sequence"));
      for (const auto& [text] : rows) subjects.push_back(text);
      TTG_TRY(const Verification found, Verify(session));
      EXPECT_TRUE(found.intact);
      return {};
    }),
                Succeeded());
    return subjects;
  }

  testing::TestDatabase database_{StoreKind::kSqlite, Migrations()};
  Collector collector_{*database_};
  Answers answers_;
};

TEST_F(AuditCollector, WritesWhatWaitsTogetherInOrderAsOneCommand) {
  const std::int64_t before = database_->Stats().commands;
  Busy busy(*database_, answers_);
  for (const char* person : {"a", "b", "c"}) {
    collector_.Write(AboutPerson(person), answers_.Next());
  }
  busy.End();
  EXPECT_THAT(answers_.Wait(4), ::testing::Each("OK"));
  EXPECT_EQ(database_->Stats().commands, before + 2);
  EXPECT_THAT(Subjects(), ::testing::ElementsAre(R"(["a"])", R"(["b"])", R"(["c"])"));
}

TEST_F(AuditCollector, WritesWhatComesLater) {
  collector_.Write(AboutPerson("a"), answers_.Next());
  answers_.Wait(1);
  collector_.Write(AboutPerson("b"), answers_.Next());
  EXPECT_THAT(answers_.Wait(2), ::testing::Each("OK"));
  EXPECT_THAT(Subjects(), ::testing::ElementsAre(R"(["a"])", R"(["b"])"));
}

TEST_F(AuditCollector, FailsNoneForAnEntryThatTheDatabaseRefusesOfAnother) {
  ASSERT_THAT(database_->WriteAndWait([](store::Session& session) {
    return session.ExecuteScript(
        "CREATE TRIGGER refuse BEFORE INSERT ON audit_entry WHEN NEW.subjects = '[\"b\"]'"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END");
  }),
              Succeeded());
  Busy busy(*database_, answers_);
  for (const char* person : {"a", "b", "c"}) {
    collector_.Write(AboutPerson(person), answers_.Next());
  }
  busy.End();
  EXPECT_THAT(answers_.Wait(4),
              ::testing::UnorderedElementsAre("OK", "OK", "OK", "CONSTRAINT_VIOLATED"));
  EXPECT_THAT(Subjects(), ::testing::ElementsAre(R"(["a"])", R"(["c"])"));
}

TEST_F(AuditCollector, SaysWhenNothingCanBeWritten) {
  database_->Close();
  collector_.Write(AboutPerson("a"), answers_.Next());
  EXPECT_THAT(answers_.Wait(1), ::testing::ElementsAre("DATABASE_CLOSED"));
}

}  // namespace
}  // namespace ttg::audit

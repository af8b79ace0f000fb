#include "employment/store/over_sql.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::employment {
namespace {

using testing::FailsWith;
using testing::Succeeded;

std::unique_ptr<EmploymentRunner> OverSqlite(const CallContext& call) {
  return OverSql(testing::StoreKind::kSqlite, call);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, EmploymentStoreContract, ::testing::Values(OverSqlite));

TEST(SqlEmploymentStore, LogsEventsWithTheirChangeOrNotAtAll) {
  const CallContext call = ACall();
  const auto runner = OverSql(testing::StoreKind::kSqlite, call);
  const auto announce = [](EmploymentStore& tx) {
    return tx.Announce(CheckInsScheduled{.person = APersonId(), .days = {}, .version = 1});
  };
  const auto logged = [&] {
    messaging::Position last = -1;
    EXPECT_THAT(runner->database()->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(last, messaging::LastPosition(session));
      return {};
    }),
                Succeeded());
    return last;
  };
  runner->FailNextCommit();
  EXPECT_THAT(runner->Write(announce), FailsWith("COMMIT_FAILED"));
  EXPECT_EQ(logged(), 0);
  EXPECT_THAT(runner->Write(announce), Succeeded());
  EXPECT_EQ(logged(), 1);
}

// Each announcement about a person asks for their agreed starts.
TEST(SqlEmploymentStore, FindsTheJobsOfAPersonByIndex) {
  testing::TestDatabase database(testing::StoreKind::kSqlite, Migrations());
  EXPECT_THAT(database->Read([](store::Session& session) -> Result<void> {
    TTG_TRY(const auto plan, session.Query<int, int, int, std::string>(
                                 "EXPLAIN QUERY PLAN SELECT job_id FROM job j WHERE j.person_id = "
                                 ":person AND j.state IN ('AGREED', 'START_AT_RISK')",
                                 {{"person", APersonId()}}));
    for (const auto& step : plan) {
      EXPECT_EQ(std::get<3>(step).find("SCAN"), std::string::npos) << std::get<3>(step);
    }
    return {};
  }),
              Succeeded());
}

}  // namespace
}  // namespace ttg::employment

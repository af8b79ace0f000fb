#include "employment/store/over_sql.h"
#include "platform/testing/matchers.h"

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

}  // namespace
}  // namespace ttg::employment

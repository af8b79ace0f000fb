#include <thread>

#include "platform/audit/trail_contract.h"
#include "platform/testing/matchers.h"

namespace ttg::audit {
namespace {

using testing::StoreKind;
using testing::Succeeded;

INSTANTIATE_TEST_SUITE_P(Postgres, TrailContract, ::testing::Values(StoreKind::kPostgres));

Result<std::int64_t> LinkSome(store::Database& database) {
  std::int64_t linked = 0;
  TTG_RETURN_IF_ERROR(database.WriteAndWait([&linked](store::Session& session) -> Result<void> {
    TTG_TRY(linked, LinkPending(session, 7));
    return {};
  }));
  return linked;
}

TEST(PostgresTrail, StatesTheTailThatIsNotLinkedYet) {
  testing::TestDatabase database(StoreKind::kPostgres, Migrations());
  Verification found;
  ASSERT_THAT(database->WriteAndWait([&found](store::Session& session) -> Result<void> {
    for (int i = 1; i <= 10; ++i) TTG_RETURN_IF_ERROR(Append(session, AnEntry(i)));
    TTG_RETURN_IF_ERROR(LinkPending(session, 7));
    TTG_TRY(found, Verify(session));
    return {};
  }),
              Succeeded());
  EXPECT_TRUE(found.intact);
  EXPECT_EQ(found.entries, 7);
  EXPECT_EQ(found.unlinked, 3);
}

TEST(PostgresTrail, IsOneChainWhenWritersAndLinkersRunTogether) {
  testing::TestDatabase database(StoreKind::kPostgres, Migrations(), {.writers = 6});
  {
    std::vector<std::jthread> threads;
    threads.reserve(6);
    for (int writer = 0; writer < 4; ++writer) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          EXPECT_THAT(database->WriteAndWait(
                          [i](store::Session& session) { return Append(session, AnEntry(i)); }),
                      Succeeded());
        }
      });
    }
    for (int linker = 0; linker < 2; ++linker) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) EXPECT_THAT(LinkSome(*database), Succeeded());
      });
    }
  }
  while (LinkSome(*database).value_or(0) > 0) {
  }
  Verification found;
  ASSERT_THAT(database->Read([&found](store::Session& session) -> Result<void> {
    TTG_TRY(found, Verify(session));
    return {};
  }),
              Succeeded());
  EXPECT_TRUE(found.intact);
  EXPECT_EQ(found.entries, 200);
  EXPECT_EQ(found.unlinked, 0);
}

}  // namespace
}  // namespace ttg::audit

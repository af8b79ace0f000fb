#include <memory>
#include <string>

#include "accommodation/store/sql_accommodation_store.h"
#include "accommodation/testing/sql_store_runner.h"
#include "accommodation/testing/store_promises.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::accommodation::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Sqlite, AccommodationStorePromises,
                         ::testing::Values(StoreUnderTest{
                             "Sqlite",
                             [](const CallContext& call) {
                               return MakeSqlRunner(ttg::testing::StoreKind::kSqlite, call);
                             }}),
                         [](const auto& instance) { return instance.param.name; });

// Each announcement about a person reads and writes both sides.
TEST(SqliteAccommodationStore, FindsWhoMustLiveApartByIndexFromBothSides) {
  ttg::testing::TestDatabase database(ttg::testing::StoreKind::kSqlite, Migrations());
  EXPECT_THAT(database->Read([](store::Session& session) -> Result<void> {
    TTG_TRY(const auto plan,
            session.Query<int, int, int, std::string>(
                "EXPLAIN QUERY PLAN SELECT person_id FROM person_must_not_live_with WHERE "
                "person_id = :id OR other_person_id = :same",
                {{"id", PersonNumber(1)}, {"same", PersonNumber(1)}}));
    for (const auto& step : plan) {
      EXPECT_EQ(std::get<3>(step).find("SCAN"), std::string::npos) << std::get<3>(step);
    }
    return {};
  }),
              ttg::testing::Succeeded());
}

}  // namespace
}  // namespace ttg::accommodation::testing

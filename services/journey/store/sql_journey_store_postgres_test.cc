#include "journey/store/sql_journey_store.h"
#include "journey/testing/journey_store_contract.h"

namespace ttg::journey {
namespace {

INSTANTIATE_TEST_SUITE_P(Postgres, JourneyStoreContract, ::testing::Values([] {
                           return std::make_unique<testing::SqlRunner<JourneyStore>>(
                               testing::StoreKind::kPostgres, Migrations(),
                               [](store::Session& session) {
                                 return std::make_unique<SqlJourneyStore>(session);
                               });
                         }));

}  // namespace
}  // namespace ttg::journey

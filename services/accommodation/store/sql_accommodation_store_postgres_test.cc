#include <memory>

#include "accommodation/store/sql_accommodation_store.h"
#include "accommodation/testing/sql_store_runner.h"
#include "accommodation/testing/store_promises.h"

namespace ttg::accommodation::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Postgres, AccommodationStorePromises,
                         ::testing::Values(StoreUnderTest{
                             "Postgres",
                             [](const CallContext& call) {
                               return MakeSqlRunner(ttg::testing::StoreKind::kPostgres, call);
                             }}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace ttg::accommodation::testing

#include <memory>

#include "mentoring/store/sql_mentoring_store.h"
#include "mentoring/testing/builders.h"
#include "mentoring/testing/mentoring_store_contract.h"
#include "mentoring/testing/sql_support.h"

namespace ttg::mentoring {

INSTANTIATE_TEST_SUITE_P(
    Postgres, MentoringStoreContract, ::testing::Values(MakeMentoringRunner([] {
      return std::make_unique<testing::SqlRunner<MentoringStore>>(
          testing::StoreKind::kPostgres, MigrationsWithLog(), [](store::Session& session) {
            return std::make_unique<SqlMentoringStore>(session, ACaller(), EncodeForTest);
          });
    })));

}  // namespace ttg::mentoring

#include "mentoring/store/mentoring_lists_contract.h"

namespace ttg::mentoring {

INSTANTIATE_TEST_SUITE_P(Postgres, MentoringListsContract,
                         ::testing::Values(testing::StoreKind::kPostgres));

}  // namespace ttg::mentoring

#include "mentoring/store/mentoring_lists_contract.h"

namespace ttg::mentoring {

INSTANTIATE_TEST_SUITE_P(Sqlite, MentoringListsContract,
                         ::testing::Values(testing::StoreKind::kSqlite));

}  // namespace ttg::mentoring

#include "platform/messaging/event_log_contract.h"

namespace ttg::messaging {

INSTANTIATE_TEST_SUITE_P(Sqlite, EventLogContract,
                         ::testing::Values(ttg::testing::StoreKind::kSqlite));

}  // namespace ttg::messaging

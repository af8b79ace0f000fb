#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "platform/messaging/event_log.h"
#include "platform/testing/test_database.h"

namespace ttg::messaging {

// What the tables of messaging promise on either database.
class EventLogContract : public ::testing::TestWithParam<ttg::testing::StoreKind> {
 protected:
  std::vector<Position> Positions();
  // As the leader of a relay does; how many.
  std::int64_t Number();
  Position Last();

  ttg::testing::TestDatabase database_{GetParam(), Migrations()};
};

}  // namespace ttg::messaging

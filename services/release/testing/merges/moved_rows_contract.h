#pragma once

#include <gmock/gmock.h>

#include "platform/testing/test_database.h"

namespace ttg::release::testing {

// What moving rows from one person to another promises, for every table there is.
class MovedRowsContract : public ::testing::TestWithParam<ttg::testing::StoreKind> {
 protected:
  MovedRowsContract();

  ttg::testing::TestDatabase database_;
};

}  // namespace ttg::release::testing

#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/call_context.h"
#include "platform/testing/test_database.h"
#include "release/app/ports.h"
#include "release/store/sql_release_store.h"

namespace ttg::release::testing {

// What the lists of both databases promise beyond the port: filters over tables of other topics,
// and rows that were written before there were such lists.
class ListSqlContract : public ::testing::TestWithParam<ttg::testing::StoreKind> {
 protected:
  ListSqlContract();

  // People 1 to `count`, A0001AA on.
  void Register(int count);
  void Execute(const std::string& sql);
  std::vector<PersonId> List(const ReleaseQuery& query);

  CallContext call_;
  EventEncoder encode_;
  ttg::testing::TestDatabase database_;
};

}  // namespace ttg::release::testing

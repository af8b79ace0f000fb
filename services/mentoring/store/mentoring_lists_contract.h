#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "mentoring/store/sql_mentoring_lists.h"
#include "platform/testing/test_database.h"

namespace ttg::mentoring {

// What the lists promise, over both databases.
class MentoringListsContract : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  void SetUp() override;

  // Runs one list on a read-only session.
  template <typename Ask>
  auto Read(Ask ask) {
    decltype(ask(std::declval<MentoringLists&>())) answer;
    const auto done = (*database_)->Read([&](store::Session& session) -> Result<void> {
      SqlMentoringLists lists(session);
      answer = ask(lists);
      return {};
    });
    EXPECT_TRUE(done.has_value());
    return answer;
  }

  std::unique_ptr<testing::TestDatabase> database_;
};

}  // namespace ttg::mentoring

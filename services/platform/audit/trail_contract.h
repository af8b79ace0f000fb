#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "platform/audit/trail.h"
#include "platform/testing/test_database.h"

namespace ttg::audit {

// What the trail promises on both databases: a contract test on SQLite, an integration test on
// PostgreSQL.
class TrailContract : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  // Appends and links this many entries.
  void Append(int entries);
  // Changes the table behind the trail's back.
  void Tamper(const std::string& sql);
  Head ExportHead();
  Verification Verified(const std::optional<SignedHead>& exported = std::nullopt);

  testing::TestDatabase database_{GetParam(), Migrations()};
};

Entry AnEntry(int number);
// Signed by nobody: opens to `head`.
SignedHead Exported(const Head& head);

}  // namespace ttg::audit

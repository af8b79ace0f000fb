#include <algorithm>
#include <array>
#include <iterator>

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <rapidcheck/gtest.h>

#include "platform/audit/trail_contract.h"
#include "platform/testing/matchers.h"

namespace ttg::audit {
namespace {

using testing::StoreKind;

// OpenSSL keeps some memory for good on the thread that uses it first; on the main thread the leak
// checker still finds it.
const int kOpenSslIsReady = OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, nullptr);

INSTANTIATE_TEST_SUITE_P(Sqlite, TrailContract, ::testing::Values(StoreKind::kSqlite));

class SqliteTrail : public TrailContract {};
INSTANTIATE_TEST_SUITE_P(Sqlite, SqliteTrail, ::testing::Values(StoreKind::kSqlite));

constexpr std::array kColumns = {"occurred_at",    "actor",    "on_behalf_of",  "organisation",
                                 "action",         "method",   "purpose",       "outcome",
                                 "correlation_id", "subjects", "previous_hash", "hash"};

// One harmful statement against a trail of `entries`, in which `at` is the first that it breaks.
struct Attack {
  std::string sql;
  int at = 0;
};

Attack AnAttack(int entries) {
  const int one = *rc::gen::inRange(1, entries + 1);
  const int other = *rc::gen::inRange(1, entries + 1);
  const std::string here = " WHERE sequence = " + std::to_string(one);
  switch (*rc::gen::inRange(0, 4)) {
    case 0: {
      const std::string column = kColumns[*rc::gen::inRange<std::size_t>(0, std::size(kColumns))];
      return {"UPDATE audit_entry SET " + column + " = " + column + " || 'x'" + here, one};
    }
    case 1:
      return {"DELETE FROM audit_entry" + here, one};
    case 2:
      return {"UPDATE audit_entry SET id = id + 1000" + here, one};
    default:
      RC_PRE(one != other);
      return {"UPDATE audit_entry SET sequence = -sequence WHERE sequence IN (" +
                  std::to_string(one) + "," + std::to_string(other) +
                  ");"
                  "UPDATE audit_entry SET sequence = " +
                  std::to_string(one + other) + " + sequence WHERE sequence < 0",
              std::min(one, other)};
  }
}

// Every row is linked as it is written: one that is not was taken out of the chain.
TEST_P(SqliteTrail, FindsAnUnlinkedTail) {
  Append(10);
  Tamper("UPDATE audit_entry SET sequence = NULL WHERE sequence > 7");
  const Verification found = Verified();
  EXPECT_FALSE(found.intact);
  EXPECT_EQ(found.fault, "ENTRY_ALTERED");
  EXPECT_EQ(found.first_broken_entry, 8);
  EXPECT_EQ(found.unlinked, 3);
}

RC_GTEST_PROP(Trail, FindsEverySingleEditDeletionAndSwap, ()) {
  static testing::TestDatabase database(StoreKind::kSqlite, Migrations());
  const int entries = *rc::gen::inRange(2, 12);
  const Attack attack = AnAttack(entries);
  Verification before;
  Verification after;
  const Result<void> undone = database->WriteAndWait([&](store::Session& session) -> Result<void> {
    for (int i = 1; i <= entries; ++i) TTG_RETURN_IF_ERROR(Append(session, AnEntry(i)));
    TTG_TRY(const Head head, CurrentHead(session));
    TTG_TRY(before, Verify(session, Exported(head)));
    TTG_RETURN_IF_ERROR(session.ExecuteScript(attack.sql));
    TTG_TRY(after, Verify(session, Exported(head)));
    return Precondition("UNDONE", "the next case starts from an empty trail");
  });
  RC_ASSERT(undone.error().reason == "UNDONE");
  RC_ASSERT(before.intact);
  RC_ASSERT(!after.intact);
  RC_ASSERT(after.first_broken_entry == attack.at);
}

}  // namespace
}  // namespace ttg::audit

#include "platform/audit/chain.h"

#include <gtest/gtest.h>

namespace ttg::audit {
namespace {

TEST(Chain, HashesTheSameBytesForGood) {
  // Computed once with another tool over the same canonical bytes: a change here makes every
  // trail that exists unverifiable.
  EXPECT_EQ(HashOf(1, Genesis(), {"1", "a", ""}),
            "038d0c63af444a57f04bd863aeb11e7d9791f876080048be3c71d23637932782");
}

TEST(Chain, TellsColumnsApart) {
  EXPECT_NE(HashOf(1, Genesis(), {"ab", "c"}), HashOf(1, Genesis(), {"a", "bc"}));
  EXPECT_NE(HashOf(1, Genesis(), {"a"}), HashOf(1, Genesis(), {"a", ""}));
}

TEST(Chain, CoversTheSequenceAndTheHashBefore) {
  EXPECT_NE(HashOf(1, Genesis(), {"a"}), HashOf(2, Genesis(), {"a"}));
  EXPECT_NE(HashOf(1, Genesis(), {"a"}), HashOf(1, HashOf(1, Genesis(), {"a"}), {"a"}));
}

}  // namespace
}  // namespace ttg::audit

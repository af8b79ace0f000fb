#include "faults/checker.h"

#include <gmock/gmock.h>

namespace ttg::faults {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Three events: two of person a, one of person b between them.
const std::vector<Logged> kLog{
    {1, "e1", "a", "a", 1}, {2, "e2", "b", "b", 1}, {3, "e3", "a", "a", 2}};

TEST(Checker, AcceptsWhatIsWhole) {
  EXPECT_THAT(CheckCommands({"x"}, {"x", "y"}), IsEmpty());
  EXPECT_THAT(CheckLog(kLog), IsEmpty());
  EXPECT_THAT(CheckEffects(kLog, {{1, "e1"}, {2, "e2"}, {3, "e3"}}), IsEmpty());
  // Of different persons in another order: one was parked.
  EXPECT_THAT(CheckEffects(kLog, {{1, "e1"}, {3, "e3"}, {2, "e2"}}), IsEmpty());
}

TEST(Checker, FindsALostCommand) {
  EXPECT_THAT(CheckCommands({"x", "y"}, {"x"}),
              ElementsAre("command y was acknowledged and is lost"));
}

TEST(Checker, FindsHolesInPositionsAndVersions) {
  auto log = kLog;
  log.erase(log.begin());
  EXPECT_THAT(CheckLog(log), ElementsAre("position 2 follows 0", "version 2 of a follows 0"));
}

TEST(Checker, FindsAMissingEffect) {
  EXPECT_THAT(CheckEffects(kLog, {{1, "e1"}, {2, "e2"}}), ElementsAre("event 3 never took effect"));
}

TEST(Checker, FindsARepeatedEffect) {
  EXPECT_THAT(CheckEffects(kLog, {{1, "e1"}, {1, "e1"}, {2, "e2"}, {3, "e3"}}), SizeIs(1));
}

TEST(Checker, FindsAPersonOutOfOrder) {
  EXPECT_THAT(CheckEffects(kLog, {{3, "e3"}, {1, "e1"}, {2, "e2"}}),
              ElementsAre("event 1 took effect after 3 of the same person"));
}

TEST(Checker, FindsAnEventOfAnotherLog) {
  EXPECT_THAT(CheckEffects(kLog, {{1, "e1"}, {2, "other"}, {3, "e3"}}), SizeIs(2));
}

}  // namespace
}  // namespace ttg::faults

#include "kernel/working_days.h"

#include <gtest/gtest.h>

namespace ttg {
namespace {

WorkingDays Christmas() {
  return WorkingDays("test", Date(2026, 1, 1), Date(2028, 12, 31),
                     {Date(2026, 12, 25), Date(2026, 12, 28), Date(2027, 1, 1)});
}

TEST(WorkingDays, AreNotWeekendsOrBankHolidays) {
  const WorkingDays days = Christmas();
  EXPECT_TRUE(days.IsWorkingDay(Date(2026, 12, 24)));
  EXPECT_FALSE(days.IsWorkingDay(Date(2026, 12, 25)));
  EXPECT_FALSE(days.IsWorkingDay(Date(2026, 12, 26)));  // a Saturday
  EXPECT_FALSE(days.IsWorkingDay(Date(2026, 12, 28)));  // the substitute day
  EXPECT_TRUE(days.IsWorkingDay(Date(2026, 12, 29)));
}

TEST(WorkingDays, RollBackToTheLastOneAtOrBefore) {
  EXPECT_EQ(Christmas().RollBack(Date(2026, 12, 28)), Date(2026, 12, 24));
  EXPECT_EQ(Christmas().RollBack(Date(2026, 12, 24)), Date(2026, 12, 24));
}

TEST(WorkingDays, AddAndSubtractSkipWhatIsNotOne) {
  EXPECT_EQ(Christmas().Add(Date(2026, 12, 24), 1), Date(2026, 12, 29));
  EXPECT_EQ(Christmas().Add(Date(2026, 12, 24), 0), Date(2026, 12, 24));
  EXPECT_EQ(Christmas().Subtract(Date(2026, 12, 29), 2), Date(2026, 12, 23));
}

TEST(WorkingDays, ReadTheirFile) {
  const auto days = WorkingDays::Parse(
      "# version: 2026-11\n# known_from: 2012-01-01\n# known_through: 2028-12-31\ndate,title\n"
      "2026-12-25,Christmas Day\r\n");
  ASSERT_TRUE(days.has_value());
  EXPECT_EQ(days->version(), "2026-11");
  EXPECT_FALSE(days->IsWorkingDay(Date(2026, 12, 25)));
  EXPECT_TRUE(days->Covers(Date(2028, 12, 31)));
  EXPECT_FALSE(days->Covers(Date(2029, 1, 1)));
}

TEST(WorkingDays, NameTheLineThatIsWrong) {
  const auto days = WorkingDays::Parse(
      "# version: x\n# known_from: 2012-01-01\n# known_through: "
      "2028-12-31\ndate,title\n25/12/2026,x\n");
  ASSERT_FALSE(days.has_value());
  EXPECT_EQ(days.error().reason, "CALENDAR_MALFORMED");
  EXPECT_NE(days.error().message.find("line 5"), std::string::npos);
}

TEST(WorkingDays, RefuseAFileThatDoesNotSayHowFarItGoes) {
  EXPECT_EQ(WorkingDays::Parse("date,title\n2026-12-25,x\n").error().reason, "CALENDAR_MALFORMED");
}

}  // namespace
}  // namespace ttg

#include "platform/calendar/calendar_file.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/testing/matchers.h"

namespace ttg::calendar {
namespace {

using testing::FailsWith;
using testing::Succeeded;

class CalendarFromAFile : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  void Write(const std::string& text) const { std::ofstream(path_) << text; }

  const std::string path_ = (std::filesystem::temp_directory_path() /
                             ("ttg_calendar_" + std::to_string(::getpid()) + ".csv"))
                                .string();
};

TEST(CalendarThatIsBuiltIn, KnowsTheBankHolidaysToTheEndOf2028) {
  const auto calendar = CalendarFile::Open("");
  ASSERT_THAT(calendar, Succeeded());
  const auto days = (*calendar)->Current();
  EXPECT_EQ(days->known_through(), Date(2028, 12, 31));
  EXPECT_FALSE(days->IsWorkingDay(Date(2026, 12, 28)));
  EXPECT_TRUE(days->IsWorkingDay(Date(2026, 12, 29)));
}

TEST_F(CalendarFromAFile, ReplacesTheOneThatIsBuiltIn) {
  Write(
      "# version: corrected\n# known_from: 2026-01-01\n# known_through: 2027-12-31\n"
      "date,title\n2026-12-29,A day of its own\n");
  const auto calendar = CalendarFile::Open(path_);
  ASSERT_THAT(calendar, Succeeded());
  EXPECT_EQ((*calendar)->Current()->version(), "corrected");
  EXPECT_FALSE((*calendar)->Current()->IsWorkingDay(Date(2026, 12, 29)));
}

TEST_F(CalendarFromAFile, IsRefusedWhereItIsMissingOrMalformed) {
  EXPECT_THAT(CalendarFile::Open(path_), FailsWith("CALENDAR_UNREADABLE"));
  Write("date,title\nsoon,A day of its own\n");
  EXPECT_THAT(CalendarFile::Open(path_), FailsWith("CALENDAR_MALFORMED"));
}

}  // namespace
}  // namespace ttg::calendar

#include "release/rpc/timetable/calendar_text.h"

#include <memory>

#include <gmock/gmock.h>
#include <libical/ical.h>

#include "release/testing/builders.h"

namespace ttg::release {
namespace {

using testing::At;
using testing::kMonday;

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

Component Read(const std::string& text) {
  return {icalparser_parse_string(text.c_str()), &icalcomponent_free};
}

const std::vector<FeedEntry> kEntries = {
    {"01900000-0000-7000-8000-000000000001-LICENCE_READY@ttg", 7, Date(2026, 12, 1),
     "00000001: licence ready"},
    {"01900000-0000-7000-8000-000000000002-MENTOR_CONTACT_DAY_28@ttg", 2'000'000, Date(2028, 2, 29),
     "00000002: contact by mentor, day 28; a summary that is too long for one line of a file"}};

// RFC 5545, read back by another program's eyes.
TEST(CalendarText, ReadsBackAsItWasWritten) {
  const Component calendar = Read(WriteCalendar(kEntries, At(kMonday)));
  ASSERT_NE(calendar, nullptr);
  EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
  EXPECT_NE(icalrestriction_check(calendar.get()), 0);
  icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  for (const FeedEntry& entry : kEntries) {
    ASSERT_NE(event, nullptr);
    EXPECT_EQ(icalcomponent_get_uid(event), entry.uid);
    EXPECT_EQ(icalcomponent_get_sequence(event), entry.sequence);
    EXPECT_EQ(icalcomponent_get_summary(event), entry.summary);
    const icaltimetype day = icalcomponent_get_dtstart(event);
    EXPECT_NE(day.is_date, 0);
    EXPECT_EQ(Date(day.year, day.month, day.day), entry.due_on);
    const icaltimetype stamp = icalcomponent_get_dtstamp(event);
    EXPECT_NE(icaltime_is_utc(stamp), 0);
    EXPECT_EQ(absl::FromTimeT(icaltime_as_timet(stamp)), At(kMonday));
    event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  }
  EXPECT_EQ(event, nullptr);
}

TEST(CalendarText, KeepsItsLinesShortAndEndsThemAsTheStandardSays) {
  std::string text = WriteCalendar(kEntries, At(kMonday));
  EXPECT_THAT(text, ::testing::StartsWith("BEGIN:VCALENDAR\r\n"));
  EXPECT_THAT(text, ::testing::EndsWith("END:VCALENDAR\r\n"));
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n");
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end, 75U);
    text.erase(0, end + 2);
  }
}

TEST(CalendarText, IsACalendarWithNothingInIt) {
  const Component calendar = Read(WriteCalendar({}, At(kMonday)));
  ASSERT_NE(calendar, nullptr);
  EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_ANY_COMPONENT), 0);
}

}  // namespace
}  // namespace ttg::release

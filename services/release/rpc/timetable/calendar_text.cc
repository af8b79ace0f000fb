#include "release/rpc/timetable/calendar_text.h"

#include <cstdlib>
#include <memory>

#include <libical/ical.h>

namespace ttg::release {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

struct FreeText {
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc): the library's own allocation.
  void operator()(char* text) const { std::free(text); }
};

// Its tables are built on the first call and not guarded; a static of ours is.
const icaltimezone* Utc() {
  static const icaltimezone* const kUtc = icaltimezone_get_utc_timezone();
  return kUtc;
}

icaltimetype WholeDay(Date day) {
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(day.year());
  time.month = day.month();
  time.day = day.day();
  return time;
}

icaltimetype UtcTime(Instant instant) {
  const absl::CivilSecond second = absl::ToCivilSecond(instant, absl::UTCTimeZone());
  icaltimetype time = WholeDay(Date(second));
  time.is_date = 0;
  time.hour = second.hour();
  time.minute = second.minute();
  time.second = second.second();
  time.zone = Utc();
  return time;
}

void Add(icalcomponent* component, icalproperty* property) {
  icalcomponent_add_property(component, property);
}

// The component that it is added to owns it.
icalcomponent* EventOf(const FeedEntry& entry, Instant stamp) {
  icalcomponent* event = icalcomponent_new_vevent();
  Add(event, icalproperty_new_uid(entry.uid.c_str()));
  Add(event, icalproperty_new_dtstamp(UtcTime(stamp)));
  Add(event, icalproperty_new_sequence(static_cast<int>(entry.sequence)));
  Add(event, icalproperty_new_dtstart(WholeDay(entry.due_on)));
  Add(event, icalproperty_new_summary(entry.summary.c_str()));
  Add(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
  // It marks a day and takes up no time.
  Add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  return event;
}

}  // namespace

std::string WriteCalendar(const std::vector<FeedEntry>& entries, Instant stamp) {
  const Component calendar(icalcomponent_new_vcalendar());
  Add(calendar.get(), icalproperty_new_version("2.0"));
  Add(calendar.get(), icalproperty_new_prodid("-//Through the Gate//Timetable//EN"));
  for (const FeedEntry& entry : entries) {
    icalcomponent_add_component(calendar.get(), EventOf(entry, stamp));
  }
  const std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(calendar.get()));
  return text == nullptr ? std::string() : std::string(text.get());
}

}  // namespace ttg::release

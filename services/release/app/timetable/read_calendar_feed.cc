#include "release/app/timetable/read_calendar_feed.h"

#include <algorithm>
#include <utility>

namespace ttg::release {

Result<ReadCalendarFeed::Answer> ReadCalendarFeed::operator()(TimetableStore& store,
                                                              const std::string& secret) const {
  TTG_TRY(CalendarFeed feed, store.FindFeedBySecret(secrets_.Digest(secret)));
  if (feed.revoked_at) return CalendarFeedNotFound();
  TTG_TRY(const auto people, store.FindOwnedBy(feed.owner));
  const auto calendar = calendar_.Current();
  Answer answer{std::move(feed), {}, {}, clock_.Now()};
  for (const Person& person : people) {
    auto entries = FeedEntriesOf(person, person.TimetableOn(clock_.Today(), *calendar));
    if (entries.empty()) continue;
    answer.people.push_back(person.id());
    std::ranges::move(entries, std::back_inserter(answer.entries));
  }
  std::ranges::sort(answer.entries, [](const FeedEntry& one, const FeedEntry& other) {
    return std::tie(one.due_on, one.uid) < std::tie(other.due_on, other.uid);
  });
  return answer;
}

}  // namespace ttg::release

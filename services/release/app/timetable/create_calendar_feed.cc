#include "release/app/timetable/create_calendar_feed.h"

#include <utility>

namespace ttg::release {

Result<CreateCalendarFeed::Created> CreateCalendarFeed::operator()(TimetableStore& store,
                                                                   const CallContext& call) const {
  TTG_TRY(auto id, CalendarFeedId::Parse(ids_.NewId()));
  std::string secret = secrets_.New();
  TTG_TRY(CalendarFeed feed, store.SaveFeed({std::move(id), 0, call.actor, secrets_.Digest(secret),
                                             clock_.Now(), std::nullopt}));
  return Created{std::move(feed), std::move(secret)};
}

}  // namespace ttg::release

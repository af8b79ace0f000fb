#pragma once

#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/timetable/ports.h"

namespace ttg::release {

// The store over SQLite and PostgreSQL, for one transaction and one caller.
class SqlTimetableStore final : public TimetableStore {
 public:
  // What it refers to outlives it.
  SqlTimetableStore(store::Session& session, const CallContext& call)
      : session_(session), call_(call) {}

  Result<std::vector<DueCandidate>> FindDue(const CandidateQuery& query) override;
  Result<std::vector<Person>> FindOwnedBy(const ActorId& owner) override;
  Result<CalendarFeed> FindFeed(const CalendarFeedId& id, const ActorId& owner) override;
  Result<CalendarFeed> FindFeedBySecret(const std::string& sha256) override;
  Result<std::vector<CalendarFeed>> ListFeeds(const ActorId& owner) override;
  Result<CalendarFeed> SaveFeed(CalendarFeed feed) override;

 private:
  Result<std::vector<CalendarFeed>> QueryFeeds(std::string_view condition,
                                               const store::Binds& binds);

  store::Session& session_;
  const CallContext& call_;
};

}  // namespace ttg::release

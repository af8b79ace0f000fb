#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "release/app/timetable/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakeTimetables {
  FakeReleases releases;
  std::map<std::string, CalendarFeed> feeds;
};

// The store in memory, held to the same contract as the SQL.
class FakeTimetableStore final : public TimetableStore {
 public:
  FakeTimetableStore(FakeTimetables& state, const CallContext& call) : state_(state), call_(call) {}

  Result<std::vector<DueCandidate>> FindDue(const CandidateQuery& query) override;
  Result<std::vector<Person>> FindOwnedBy(const ActorId& owner) override;
  Result<CalendarFeed> FindFeed(const CalendarFeedId& id, const ActorId& owner) override;
  Result<CalendarFeed> FindFeedBySecret(const std::string& sha256) override;
  Result<std::vector<CalendarFeed>> ListFeeds(const ActorId& owner) override;
  Result<CalendarFeed> SaveFeed(CalendarFeed feed) override;

 private:
  FakeTimetables& state_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing

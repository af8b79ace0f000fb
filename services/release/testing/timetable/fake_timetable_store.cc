#include "release/testing/timetable/fake_timetable_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ttg::release::testing {
namespace {

bool Fits(const Person::Snapshot& person, const CandidateQuery& query) {
  const auto& from = person.timetable.due.planned;
  if (!from || *from > query.due_by) return false;
  const bool follows =
      !query.after_day || !query.after_person ||
      std::tie(*from, person.id.str()) > std::tie(*query.after_day, query.after_person->str());
  return follows && (!query.owner || person.owner == query.owner) &&
         (!query.prison || person.prison == *query.prison) &&
         (!query.delivery_unit || person.delivery_unit == query.delivery_unit);
}

}  // namespace

Result<std::vector<DueCandidate>> FakeTimetableStore::FindDue(const CandidateQuery& query) {
  std::vector<DueCandidate> candidates;
  for (const auto& [id, person] : state_.releases.people) {
    const bool in_reach = call_.scope.prisons.Covers(person.prison) ||
                          call_.scope.delivery_units.Covers(person.delivery_unit);
    if (!in_reach || !Fits(person, query)) continue;
    candidates.push_back({*person.timetable.due.planned, Person::Restore(person)});
  }
  std::ranges::stable_sort(candidates, {}, &DueCandidate::from);
  if (candidates.size() > static_cast<std::size_t>(query.limit)) {
    candidates.erase(candidates.begin() + query.limit, candidates.end());
  }
  return candidates;
}

Result<std::vector<Person>> FakeTimetableStore::FindOwnedBy(const ActorId& owner) {
  std::vector<Person> people;
  for (const auto& [id, person] : state_.releases.people) {
    if (person.owner != owner || !person.timetable.due.planned) continue;
    people.push_back(Person::Restore(person));
  }
  return people;
}

Result<CalendarFeed> FakeTimetableStore::FindFeed(const CalendarFeedId& id, const ActorId& owner) {
  const auto found = state_.feeds.find(id.str());
  if (found == state_.feeds.end() || found->second.owner != owner) return CalendarFeedNotFound();
  return found->second;
}

Result<CalendarFeed> FakeTimetableStore::FindFeedBySecret(const std::string& sha256) {
  for (const auto& [id, feed] : state_.feeds) {
    if (feed.secret_sha256 == sha256) return feed;
  }
  return CalendarFeedNotFound();
}

Result<std::vector<CalendarFeed>> FakeTimetableStore::ListFeeds(const ActorId& owner) {
  std::vector<CalendarFeed> feeds;
  for (const auto& [id, feed] : state_.feeds) {
    if (feed.owner == owner) feeds.insert(feeds.begin(), feed);
  }
  return feeds;
}

Result<CalendarFeed> FakeTimetableStore::SaveFeed(CalendarFeed feed) {
  const auto stored = state_.feeds.find(feed.id.str());
  const std::int64_t version = stored == state_.feeds.end() ? 0 : stored->second.version;
  if (version != feed.version++) return CalendarFeedChanged();
  state_.feeds.insert_or_assign(feed.id.str(), feed);
  return feed;
}

}  // namespace ttg::release::testing

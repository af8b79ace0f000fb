#include "release/store/timetable/sql_timetable_store.h"

#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/load_people.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

// The conditions of a query on the table person; only those that are asked for, so that each has
// its index.
std::string ConditionOf(const CandidateQuery& query, const Scope& scope, Binds& binds) {
  std::string text = store::CaseloadFilter(scope, "prison_id", "delivery_unit", binds);
  const auto where = [&](std::string_view condition, std::string_view name, const auto& value) {
    text += fmt::format(" AND {} :{}", condition, name);
    binds.emplace_back(name, value);
  };
  where("planned_due_on <=", "due_by", query.due_by);
  if (query.owner) where("owner_id =", "owner", *query.owner);
  if (query.prison) where("prison_id =", "prison", *query.prison);
  if (query.delivery_unit) where("delivery_unit =", "unit", *query.delivery_unit);
  if (query.after_day && query.after_person) {
    where("(planned_due_on, person_id) > (:after_day,", "after_person", *query.after_person);
    text += ')';
    binds.emplace_back("after_day", *query.after_day);
  }
  return text;
}

}  // namespace

Result<std::vector<DueCandidate>> SqlTimetableStore::FindDue(const CandidateQuery& query) {
  Binds binds;
  const std::string condition = ConditionOf(query, call_.scope, binds);
  binds.emplace_back("limit", query.limit);
  TTG_TRY(auto days, (session_.Query<std::string, Date>(
                         fmt::format("SELECT person_id, planned_due_on FROM person WHERE {} ORDER "
                                     "BY planned_due_on, person_id LIMIT :limit",
                                     condition),
                         binds)));
  std::vector<DueCandidate> candidates;
  if (days.empty()) return candidates;
  std::vector<std::string> ids;
  ids.reserve(days.size());
  for (const auto& [id, day] : days) ids.push_back(id);
  Binds chosen;
  const std::string list = InList(ids, chosen);
  TTG_TRY(auto people, LoadPeople(session_, fmt::format("person_id IN {}", list), chosen));
  candidates.reserve(days.size());
  for (const auto& [id, day] : days) {
    const auto person = people.find(id);
    if (person == people.end()) continue;
    candidates.push_back({day, Person::Restore(std::move(person->second))});
  }
  return candidates;
}

Result<std::vector<Person>> SqlTimetableStore::FindOwnedBy(const ActorId& owner) {
  TTG_TRY(auto loaded, LoadPeople(session_, "owner_id = :owner AND planned_due_on IS NOT NULL",
                                  {{"owner", owner}}));
  std::vector<Person> people;
  people.reserve(loaded.size());
  for (auto& [id, person] : loaded) people.push_back(Person::Restore(std::move(person)));
  return people;
}

Result<std::vector<CalendarFeed>> SqlTimetableStore::QueryFeeds(std::string_view condition,
                                                                const Binds& binds) {
  TTG_TRY(auto rows,
          (session_.Query<CalendarFeedId, std::int64_t, ActorId, std::string, Instant,
                          std::optional<Instant>>(
              fmt::format("SELECT calendar_feed_id, version, owner_id, secret_sha256, created_at, "
                          "revoked_at FROM calendar_feed WHERE {} ORDER BY calendar_feed_id DESC",
                          condition),
              binds)));
  std::vector<CalendarFeed> feeds;
  feeds.reserve(rows.size());
  for (auto& [id, version, owner, digest, created_at, revoked_at] : rows) {
    feeds.push_back(
        {std::move(id), version, std::move(owner), std::move(digest), created_at, revoked_at});
  }
  return feeds;
}

Result<CalendarFeed> SqlTimetableStore::FindFeed(const CalendarFeedId& id, const ActorId& owner) {
  TTG_TRY(auto feeds, QueryFeeds("calendar_feed_id = :id AND owner_id = :owner",
                                 {{"id", id}, {"owner", owner}}));
  if (feeds.empty()) return CalendarFeedNotFound();
  return std::move(feeds.front());
}

Result<CalendarFeed> SqlTimetableStore::FindFeedBySecret(const std::string& sha256) {
  TTG_TRY(auto feeds, QueryFeeds("secret_sha256 = :digest", {{"digest", sha256}}));
  if (feeds.empty()) return CalendarFeedNotFound();
  return std::move(feeds.front());
}

Result<std::vector<CalendarFeed>> SqlTimetableStore::ListFeeds(const ActorId& owner) {
  return QueryFeeds("owner_id = :owner", {{"owner", owner}});
}

Result<CalendarFeed> SqlTimetableStore::SaveFeed(CalendarFeed feed) {
  const std::int64_t expected = feed.version++;
  if (expected == 0) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO calendar_feed (calendar_feed_id, version, owner_id, secret_sha256, "
        "created_at, revoked_at) VALUES (:id, :version, :owner, :digest, :created_at, :revoked_at)",
        {{"id", feed.id},
         {"version", feed.version},
         {"owner", feed.owner},
         {"digest", feed.secret_sha256},
         {"created_at", feed.created_at},
         {"revoked_at", feed.revoked_at}}));
    return feed;
  }
  TTG_TRY(const auto changed,
          session_.Execute("UPDATE calendar_feed SET version = :version, revoked_at = :revoked_at "
                           "WHERE calendar_feed_id = :id AND version = :expected",
                           {{"version", feed.version},
                            {"revoked_at", feed.revoked_at},
                            {"id", feed.id},
                            {"expected", expected}}));
  if (changed == 0) return CalendarFeedChanged();
  return feed;
}

}  // namespace ttg::release

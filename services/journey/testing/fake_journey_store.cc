#include "journey/testing/fake_journey_store.h"

#include <algorithm>
#include <utility>

namespace ttg::journey {
namespace {

bool Reaches(const Scope& scope, const BoardLine& line) {
  return scope.prisons.all || scope.delivery_units.all ||
         (line.prison && scope.prisons.Covers(*line.prison)) ||
         (line.delivery_unit && scope.delivery_units.Covers(*line.delivery_unit));
}

Error AlreadyThere() {
  return Duplicate("UNIQUE_VIOLATED", "a row with this key is there already");
}

bool Wanted(const BoardQuery& query, const BoardLine& line) {
  return line.release_date && *line.release_date >= query.from && *line.release_date <= query.to &&
         (!query.prison || line.prison == query.prison) &&
         (!query.delivery_unit || line.delivery_unit == query.delivery_unit) &&
         (!query.owner || line.owner == query.owner);
}

std::pair<std::string, std::string> KeyOf(const BoardLine& line) {
  return {FormatDate(*line.release_date), line.person.str()};
}

std::pair<std::string, std::string> KeyOf(const TimelineEntry& entry) {
  return {FormatInstant(entry.occurred_at), entry.event.str()};
}

std::pair<std::string, std::string> KeyOf(const Ripple& ripple) {
  return {FormatInstant(ripple.changed_at), ripple.cause.str()};
}

std::pair<std::string, std::string> KeyOf(const After& after) {
  return {after.first, after.second};
}

// The first `limit` of `rows` in the order of their keys, from after `after`.
template <typename Row, typename Before>
std::vector<Row> Page(std::vector<Row> rows, const std::optional<After>& after, int limit,
                      const Before& before) {
  std::sort(rows.begin(), rows.end(),
            [&](const Row& a, const Row& b) { return before(KeyOf(a), KeyOf(b)); });
  if (after) {
    std::erase_if(rows, [&](const Row& row) { return !before(KeyOf(*after), KeyOf(row)); });
  }
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.erase(rows.begin() + limit, rows.end());
  }
  return rows;
}

}  // namespace

BoardLine& FakeJourneyStore::Line(const PersonId& person) {
  return state_.lines.try_emplace(person.str(), BoardLine{.person = person}).first->second;
}

Result<void> FakeJourneyStore::ChangePerson(const PersonChange& change) {
  BoardLine& line = Line(change.person);
  if (change.prison) line.prison = change.prison;
  if (change.delivery_unit) line.delivery_unit = *change.delivery_unit;
  if (change.owner) line.owner = *change.owner;
  if (change.release_date) line.release_date = *change.release_date;
  if (change.released) line.released = *change.released;
  return {};
}

Result<std::vector<Thing>> FakeJourneyStore::ThingsOf(const PersonId& person, Pathway pathway) {
  std::vector<Thing> things;
  for (const auto& [key, thing] : state_.things) {
    if (std::get<0>(key) == person.str() && thing.pathway == pathway) things.push_back(thing);
  }
  return things;
}

Result<void> FakeJourneyStore::SaveThing(const PersonId& person, const Thing& thing) {
  state_.things[{person.str(), thing.pathway, thing.id}] = thing;
  return {};
}

Result<void> FakeJourneyStore::RemoveThing(const PersonId& person, Pathway pathway,
                                           const std::string& id) {
  state_.things.erase({person.str(), pathway, id});
  return {};
}

Result<void> FakeJourneyStore::ShowPathway(const PersonId& person, Pathway pathway,
                                           PathwayState state) {
  BoardLine& line = Line(person);
  switch (pathway) {
    case Pathway::kBed:
      line.bed = state;
      return {};
    case Pathway::kJob:
      line.job = state;
      return {};
    case Pathway::kMentor:
      line.mentor = state;
      return {};
  }
  return {};
}

Result<void> FakeJourneyStore::AddEntry(const TimelineEntry& entry) {
  const bool there = std::any_of(state_.entries.begin(), state_.entries.end(),
                                 [&](const auto& other) { return other.event == entry.event; });
  if (there) return AlreadyThere();
  state_.entries.push_back(entry);
  return {};
}

Result<void> FakeJourneyStore::AddRipple(const Ripple& ripple, bool open) {
  if (!state_.ripples.try_emplace(ripple.cause.str(), ripple, open).second) return AlreadyThere();
  return {};
}

Result<void> FakeJourneyStore::AddAnswer(const EventId& cause, const Answer& answer) {
  if (!state_.answers[cause.str()].try_emplace(answer.context, answer).second) {
    return AlreadyThere();
  }
  return {};
}

Result<void> FakeJourneyStore::Acknowledge(const EventId& cause, const std::string& context,
                                           const std::string& by, Instant at) {
  auto& answers = state_.answers[cause.str()];
  if (const auto answer = answers.find(context); answer != answers.end()) {
    answer->second.acknowledged_by = by;
    answer->second.acknowledged_at = at;
  }
  return {};
}

Result<std::vector<Answer>> FakeJourneyStore::AnswersTo(const EventId& cause) {
  std::vector<Answer> answers;
  for (const auto& [context, answer] : state_.answers[cause.str()]) answers.push_back(answer);
  return answers;
}

Result<void> FakeJourneyStore::ShowRipple(const EventId& cause, bool open) {
  if (const auto ripple = state_.ripples.find(cause.str()); ripple != state_.ripples.end()) {
    ripple->second.second = open;
  }
  return {};
}

Result<void> FakeJourneyStore::RequirePerson(const Scope& scope, const PersonId& person) {
  const auto line = state_.lines.find(person.str());
  if (line == state_.lines.end() || !Reaches(scope, line->second)) {
    return NotFound("PERSON_NOT_FOUND", "nobody with that id is in your prisons or areas");
  }
  return {};
}

Result<std::vector<TimelineEntry>> FakeJourneyStore::Timeline(const PersonId& person,
                                                              const std::optional<After>& after,
                                                              int limit) {
  std::vector<TimelineEntry> entries = state_.entries;
  std::erase_if(entries, [&](const TimelineEntry& entry) { return entry.person != person; });
  return Page(std::move(entries), after, limit, std::less<>());
}

Result<std::vector<BoardLine>> FakeJourneyStore::Board(const Scope& scope,
                                                       const BoardQuery& query) {
  std::vector<BoardLine> lines;
  for (const auto& [id, line] : state_.lines) {
    if (!Reaches(scope, line) || !Wanted(query, line)) continue;
    BoardLine& shown = lines.emplace_back(line);
    shown.open_ripples = static_cast<int>(
        std::count_if(state_.ripples.begin(), state_.ripples.end(), [&shown](const auto& ripple) {
          return ripple.second.first.person == shown.person && ripple.second.second;
        }));
  }
  return Page(std::move(lines), query.after, query.limit, std::less<>());
}

Result<std::vector<Ripple>> FakeJourneyStore::Ripples(const Scope& scope,
                                                      const RippleQuery& query) {
  std::vector<Ripple> ripples;
  for (const auto& [cause, stored] : state_.ripples) {
    const auto& [ripple, open] = stored;
    const auto line = state_.lines.find(ripple.person.str());
    const bool wanted = line != state_.lines.end() && Reaches(scope, line->second) &&
                        (open || !query.open_only) &&
                        (!query.person || ripple.person == *query.person);
    if (wanted) ripples.push_back(ripple);
  }
  return Page(std::move(ripples), query.after, query.limit, std::greater<>());
}

}  // namespace ttg::journey

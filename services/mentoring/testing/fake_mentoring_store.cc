#include "mentoring/testing/fake_mentoring_store.h"

#include <algorithm>
#include <tuple>

#include "mentoring/app/access.h"

namespace ttg::mentoring {
namespace {

template <typename Map>
std::optional<typename Map::mapped_type> FindIn(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Result<std::optional<Person>> FakeMentoringStore::FindPerson(const PersonId& id) {
  return FindIn(state_.people, id);
}

Result<void> FakeMentoringStore::SavePerson(const Person& person) {
  state_.people.insert_or_assign(person.id, person);
  return {};
}

Result<std::optional<Mentor>> FakeMentoringStore::FindMentor(const MentorId& id) {
  return FindIn(state_.mentors, id);
}

Result<void> FakeMentoringStore::SaveMentor(const Mentor& mentor) {
  const auto stored = FindIn(state_.mentors, mentor.id);
  if ((stored ? stored->version : 0) != mentor.version) {
    return Stale("MENTOR_CHANGED", "the mentor has changed since you read it: read it again");
  }
  auto& kept = state_.mentors.insert_or_assign(mentor.id, mentor).first->second;
  ++kept.version;
  return {};
}

Result<std::vector<RosterEntry>> FakeMentoringStore::Roster() {
  std::vector<RosterEntry> roster;
  for (const auto& [id, mentor] : state_.mentors) {
    TTG_TRY(const auto live, LiveMatchesOf(id));
    roster.push_back({mentor, static_cast<int>(live.size())});
  }
  return roster;
}

Result<std::optional<Match>> FakeMentoringStore::FindMatch(const MatchId& id) {
  return FindIn(state_.matches, id);
}

Result<std::optional<Match>> FakeMentoringStore::LiveMatchOf(const PersonId& person) {
  for (const auto& [id, match] : state_.matches) {
    const auto& data = match.snapshot();
    if (data.facts.person == person && IsLive(data.state)) return std::optional(match);
  }
  return std::optional<Match>();
}

Result<std::vector<Match>> FakeMentoringStore::LiveMatchesOf(const MentorId& mentor) {
  std::vector<Match> live;
  for (const auto& [id, match] : state_.matches) {
    const auto& data = match.snapshot();
    if (data.facts.mentor == mentor && IsLive(data.state)) live.push_back(match);
  }
  return live;
}

Result<std::set<MentorId>> FakeMentoringStore::FormerMentorsOf(const PersonId& person) {
  std::set<MentorId> former;
  for (const auto& [id, match] : state_.matches) {
    const auto& data = match.snapshot();
    if (data.facts.person == person && data.state == MatchState::kEnded && data.activated_on) {
      former.insert(data.facts.mentor);
    }
  }
  return former;
}

Result<void> FakeMentoringStore::SaveMatch(const Match& match) {
  const MatchFacts& facts = match.snapshot().facts;
  const auto stored = FindIn(state_.matches, facts.match);
  if (match.stored_version() == 0) {
    TTG_TRY(const auto live, LiveMatchOf(facts.person));
    if (stored || live) {
      return Precondition("MATCH_EXISTS",
                          "the person has a live match: end it before proposing another");
    }
  } else if (!stored || stored->stored_version() != match.stored_version()) {
    return MatchChanged();
  }
  state_.matches.insert_or_assign(facts.match, Match::Restore(match.snapshot()));
  return {};
}

Result<void> FakeMentoringStore::AddAnswer(const StoredAnswer& answer) {
  const bool added =
      state_.answers.emplace(std::pair(answer.answer.person, answer.answer.cause), answer).second;
  if (!added) {
    return Duplicate("RELEASE_DAY_ANSWERED", "this change of a release day has its answer");
  }
  return {};
}

Result<std::optional<StoredAnswer>> FakeMentoringStore::FindAnswer(const PersonId& person,
                                                                   const EventId& cause) {
  return FindIn(state_.answers, {person, cause});
}

Result<void> FakeMentoringStore::Acknowledge(const PersonId& person, const EventId& cause,
                                             const ActorId& by, Instant at) {
  const auto found = state_.answers.find({person, cause});
  if (found == state_.answers.end() || found->second.acknowledged_by) {
    return Precondition("ALREADY_ACKNOWLEDGED", "somebody has acknowledged this already");
  }
  found->second.acknowledged_by = by;
  found->second.acknowledged_at = at;
  return {};
}

Result<std::vector<OpenConflict>> FakeMentoringStore::OpenConflicts() {
  std::vector<OpenConflict> open;
  for (const auto& [id, mentor] : state_.mentors) {
    for (const std::string& number : mentor.conflicts.numbers.Reveal()) {
      open.push_back({id, Sensitive(number)});
    }
  }
  std::ranges::sort(open, [](const OpenConflict& one, const OpenConflict& other) {
    return std::tie(one.number.Reveal(), one.mentor) <
           std::tie(other.number.Reveal(), other.mentor);
  });
  return open;
}

Result<void> FakeMentoringStore::Announce(const MentoringEvents& events) {
  state_.events.insert(state_.events.end(), events.begin(), events.end());
  return {};
}

}  // namespace ttg::mentoring

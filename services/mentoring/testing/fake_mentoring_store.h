#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// What the fake holds; copied by its runner when a transaction begins.
struct FakeMentoring {
  std::map<PersonId, Person> people;
  std::map<MentorId, Mentor> mentors;
  std::map<MatchId, Match> matches;
  std::map<std::pair<PersonId, EventId>, StoredAnswer> answers;
  MentoringEvents events;
};

// The store in memory, held to the store's contract suite.
class FakeMentoringStore final : public MentoringStore {
 public:
  explicit FakeMentoringStore(FakeMentoring& state) : state_(state) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override { return FindPerson(id); }
  Result<void> SavePerson(const Person& person) override;
  Result<std::optional<Mentor>> FindMentor(const MentorId& id) override;
  Result<std::optional<Mentor>> LockMentor(const MentorId& id) override { return FindMentor(id); }
  Result<void> SaveMentor(const Mentor& mentor) override;
  Result<std::vector<RosterEntry>> Roster() override;
  Result<std::optional<Match>> FindMatch(const MatchId& id) override;
  Result<std::optional<Match>> LiveMatchOf(const PersonId& person) override;
  Result<std::vector<Match>> LiveMatchesOf(const MentorId& mentor) override;
  Result<std::set<MentorId>> FormerMentorsOf(const PersonId& person) override;
  Result<void> SaveMatch(const Match& match) override;
  Result<void> AddAnswer(const StoredAnswer& answer) override;
  Result<std::optional<StoredAnswer>> FindAnswer(const PersonId& person,
                                                 const EventId& cause) override;
  Result<void> Acknowledge(const PersonId& person, const EventId& cause, const ActorId& by,
                           Instant at) override;
  Result<std::vector<OpenConflict>> OpenConflicts() override;
  Result<void> Announce(const MentoringEvents& events) override;

 private:
  FakeMentoring& state_;
};

}  // namespace ttg::mentoring

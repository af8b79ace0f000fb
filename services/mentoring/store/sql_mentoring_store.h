#pragma once

#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "mentoring/app/ports.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::mentoring {

// The schema of this service.
std::vector<store::Migration> Migrations();

using EncodeEvent = std::function<messaging::Event(const MentoringEvent&, const CallContext&)>;

// MentoringStore over one session. A lock is an UPDATE of a counter, which both databases know:
// on PostgreSQL it holds the row, on SQLite there is one writer anyway.
class SqlMentoringStore final : public MentoringStore {
 public:
  SqlMentoringStore(store::Session& session, CallContext call, EncodeEvent encode)
      : session_(session), call_(std::move(call)), encode_(std::move(encode)) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override;
  Result<void> SavePerson(const Person& person) override;
  Result<std::optional<Mentor>> FindMentor(const MentorId& id) override;
  Result<std::optional<Mentor>> LockMentor(const MentorId& id) override;
  Result<void> SaveMentor(const Mentor& mentor) override;
  Result<std::vector<RosterEntry>> Roster() override;
  Result<std::optional<Match>> FindMatch(const MatchId& id) override;
  Result<std::optional<Match>> LiveMatchOf(const PersonId& person) override;
  Result<std::vector<Match>> LiveMatchesOf(const MentorId& mentor) override;
  Result<std::set<MentorId>> FormerMentorsOf(const PersonId& person) override;
  Result<void> SaveMatch(const Match& match) override;
  Result<void> AddAnswer(const StoredAnswer& stored) override;
  Result<std::optional<StoredAnswer>> FindAnswer(const PersonId& person,
                                                 const EventId& cause) override;
  Result<void> Acknowledge(const PersonId& person, const EventId& cause, const ActorId& by,
                           Instant at) override;
  Result<std::vector<OpenConflict>> OpenConflicts() override;
  Result<void> Announce(const MentoringEvents& events) override;

 private:
  Result<std::vector<Match>> MatchesWhere(std::string_view condition, const store::Binds& binds);
  Result<void> SaveMentorParts(const Mentor& mentor);

  store::Session& session_;
  const CallContext call_;
  const EncodeEvent encode_;
};

}  // namespace ttg::mentoring

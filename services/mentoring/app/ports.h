#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/result.h"
#include "mentoring/domain/match.h"
#include "mentoring/domain/mentor.h"
#include "mentoring/domain/person.h"
#include "mentoring/domain/ranking.h"

namespace ttg::mentoring {

struct StoredAnswer {
  ReleaseDayAnswer answer;
  Instant answered_at;
  std::optional<ActorId> acknowledged_by = {};
  std::optional<Instant> acknowledged_at = {};
};

// A prison number with which a mentor has a conflict and that nobody had when it was last asked.
struct OpenConflict {
  MentorId mentor;
  Sensitive<std::string> number;
};

// What the use cases need of the store, bound to one transaction: all of it is committed, or none.
//
// Locks are taken person first, then mentor, then the match by its version, and held to the end of
// the transaction; so capacity and blocks are judged on what nobody else is changing.
class MentoringStore {
 public:
  virtual ~MentoringStore() = default;

  virtual Result<std::optional<Person>> FindPerson(const PersonId& id) = 0;
  // Locks the person, then reads.
  virtual Result<std::optional<Person>> LockPerson(const PersonId& id) = 0;
  // Inserts or replaces.
  virtual Result<void> SavePerson(const Person& person) = 0;

  virtual Result<std::optional<Mentor>> FindMentor(const MentorId& id) = 0;
  virtual Result<std::optional<Mentor>> LockMentor(const MentorId& id) = 0;
  // Inserts where `mentor.version` is 0, else replaces that version and makes the next.
  // Errors: Stale / MENTOR_CHANGED.
  virtual Result<void> SaveMentor(const Mentor& mentor) = 0;
  // All mentors with their load, by id.
  virtual Result<std::vector<RosterEntry>> Roster() = 0;

  virtual Result<std::optional<Match>> FindMatch(const MatchId& id) = 0;
  virtual Result<std::optional<Match>> LiveMatchOf(const PersonId& person) = 0;
  virtual Result<std::vector<Match>> LiveMatchesOf(const MentorId& mentor) = 0;
  // Mentors with whom the person has had an active match that is over.
  virtual Result<std::set<MentorId>> FormerMentorsOf(const PersonId& person) = 0;
  // Errors: Precondition / MATCH_EXISTS: the person has a live match; Stale / MATCH_CHANGED.
  virtual Result<void> SaveMatch(const Match& match) = 0;

  // Errors: Duplicate / RELEASE_DAY_ANSWERED: this cause has its answer.
  virtual Result<void> AddAnswer(const StoredAnswer& answer) = 0;
  virtual Result<std::optional<StoredAnswer>> FindAnswer(const PersonId& person,
                                                         const EventId& cause) = 0;
  // Errors: Precondition / ALREADY_ACKNOWLEDGED.
  virtual Result<void> Acknowledge(const PersonId& person, const EventId& cause, const ActorId& by,
                                   Instant at) = 0;

  // By number.
  virtual Result<std::vector<OpenConflict>> OpenConflicts() = 0;

  // Into the event log, in the order given.
  virtual Result<void> Announce(const MentoringEvents& events) = 0;
};

struct MatchRow {
  Match match;
  MentorName mentor_name;
  std::optional<PrisonId> prison;
};

struct MatchFilter {
  std::optional<PersonId> person;
  std::optional<MentorId> mentor;
  std::optional<MatchState> state;
  bool at_risk_only = false;
};

// A page of a list: what comes after `after` (empty: from the start), at most `limit`.
struct PageOf {
  std::string after;
  int limit = 50;
};

// The lists, on a read-only session. Every one shows the caller's rows only.
class MentoringLists {
 public:
  virtual ~MentoringLists() = default;

  virtual Result<std::optional<MatchRow>> FindMatch(const CallContext& call, const MatchId& id) = 0;
  // By match id; `after` is one.
  virtual Result<std::vector<MatchRow>> Matches(const CallContext& call, const MatchFilter& filter,
                                                const PageOf& page) = 0;
  // By day; `after` is "<date>/<match id>".
  virtual Result<std::vector<MatchRow>> GateMeetings(const CallContext& call, Date from,
                                                     Date through, const PageOf& page) = 0;
  // By id; `after` is one. Without their conflicts.
  virtual Result<std::vector<RosterEntry>> Mentors(const CallContext& call,
                                                   const std::optional<PrisonId>& prison,
                                                   const std::optional<DeliveryUnit>& unit,
                                                   const PageOf& page) = 0;
  // Newest first; `after` is "<answered at>/<cause>".
  virtual Result<std::vector<StoredAnswer>> Answers(const CallContext& call,
                                                    const std::optional<PersonId>& person,
                                                    bool open_only, const PageOf& page) = 0;
};

}  // namespace ttg::mentoring

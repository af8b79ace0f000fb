#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "mentoring/domain/blocks.h"
#include "mentoring/domain/gate_meeting.h"
#include "mentoring/domain/mentor.h"

namespace ttg::mentoring {

using MatchId = Id<struct MatchTag>;

enum class DeclineReason {
  kNotWanted,
  kPrefersAnotherMentor,
  kNoTime,
  kTooFar,
  kNotSuitable,
  kOther
};
std::string_view ToString(DeclineReason reason);
std::optional<DeclineReason> ParseDeclineReason(std::string_view code);

enum class EndReason {
  kProgrammeComplete,
  kGoalsMet,
  kPersonWithdrew,
  kMentorLeft,
  kLostContact,
  kMovedAway,
  kRecalled,
  kBlocked,
  kOther,
};
std::string_view ToString(EndReason reason);
std::optional<EndReason> ParseEndReason(std::string_view code);

struct MatchFacts {
  MatchId match;
  PersonId person;
  MentorId mentor;

  friend bool operator==(const MatchFacts&, const MatchFacts&) = default;
};

struct MatchProposed {
  MatchFacts match;
};
struct MatchAcceptedByMentor {
  MatchFacts match;
};
struct MatchAcceptedByPerson {
  MatchFacts match;
};
struct MatchDeclined {
  MatchFacts match;
  DeclineReason reason;
};
struct MatchActivated {
  MatchFacts match;
};
struct MatchSuspended {
  MatchFacts match;
};
struct MatchResumed {
  MatchFacts match;
};
struct MatchEnded {
  MatchFacts match;
  bool planned;
  EndReason reason;
  Date ended_on;
};
struct MatchBlocked {
  MatchFacts match;
  Block block;
};
struct MatchUnblocked {
  MatchFacts match;
};
struct GateMeetingScheduled {
  MatchFacts match;
  std::optional<Date> meeting_date;
  std::optional<Date> previous_meeting_date;
};
struct GateMeetingRecorded {
  MatchFacts match;
  Date meeting_date;
  Attendance attended;
};

enum class ReleaseDayOutcome { kNotAffected, kMoved, kAtRisk };
std::string_view ToString(ReleaseDayOutcome outcome);
std::optional<ReleaseDayOutcome> ParseReleaseDayOutcome(std::string_view code);

// What a moved release day did to one gate meeting.
struct GateMeetingEffect {
  MatchId match;
  ReleaseDayOutcome outcome;
  std::optional<Date> from;
  std::optional<Date> to;
  // Why it is at risk.
  std::optional<Block> block;

  friend bool operator==(const GateMeetingEffect&, const GateMeetingEffect&) = default;
};

// Our answer to one ReleaseDayChanged: exactly one each.
struct ReleaseDayAnswer {
  PersonId person;
  EventId cause;
  ReleaseDayOutcome outcome = ReleaseDayOutcome::kNotAffected;
  // At most one: a person has at most one live match.
  std::optional<GateMeetingEffect> effect = {};

  bool NeedsAcknowledgement() const { return outcome != ReleaseDayOutcome::kNotAffected; }

  friend bool operator==(const ReleaseDayAnswer&, const ReleaseDayAnswer&) = default;
};

struct ReleaseDayAnswered {
  ReleaseDayAnswer answer;
};
struct ReleaseDayAcknowledged {
  PersonId person;
  EventId cause;
  ActorId acknowledged_by;
};

using Happening = std::variant<MatchProposed, MatchAcceptedByMentor, MatchAcceptedByPerson,
                               MatchDeclined, MatchActivated, MatchSuspended, MatchResumed,
                               MatchEnded, MatchBlocked, MatchUnblocked, GateMeetingScheduled,
                               GateMeetingRecorded, ReleaseDayAnswered, ReleaseDayAcknowledged>;

// Something that this service announces. The subject is a match or a person; its versions have no
// gaps.
struct MentoringEvent {
  PersonId person;
  std::string subject;
  std::int64_t subject_version = 0;
  Happening happening;
};

using MentoringEvents = std::vector<MentoringEvent>;

}  // namespace ttg::mentoring

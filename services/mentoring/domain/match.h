#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/result.h"
#include "mentoring/domain/mentoring_event.h"

namespace ttg::mentoring {

enum class MatchState { kProposed, kDeclined, kActive, kSuspended, kEnded };
std::string_view ToString(MatchState state);
std::optional<MatchState> ParseMatchState(std::string_view code);
// Proposed, active or suspended: takes a place of the mentor's capacity, and of these a person has
// at most one.
bool IsLive(MatchState state);

// One mentor for one person (domain D4):
//   proposed → accepted by both: active ⇄ suspended → ended; proposed → declined or ended.
// Its methods are the coordinator's verbs. They refuse by a named reason and then change nothing;
// what they return has happened. The version counts the events of this match.
class Match {
 public:
  struct Snapshot {
    MatchFacts facts;
    MatchState state = MatchState::kProposed;
    bool accepted_by_mentor = false;
    bool accepted_by_person = false;
    Date proposed_on = {};
    std::optional<Date> activated_on = {};
    std::optional<Date> ended_on = {};
    std::optional<DeclineReason> decline_reason = {};
    std::optional<EndReason> end_reason = {};
    bool ended_as_planned = false;
    // A block that has come up since; the match stands until somebody decides.
    std::optional<Block> block = {};
    // Planned when both have accepted.
    std::optional<GateMeeting> gate_meeting = {};
    std::int64_t version = 0;
  };

  // Errors: Precondition with the name of the first block, all of them as violations.
  static Result<std::pair<Match, MentoringEvents>> Propose(MatchFacts facts, Date today,
                                                           const std::vector<Block>& blocks);
  // Rebuilds a stored match without checking it. For stores only.
  static Match Restore(Snapshot stored) { return Match(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  // The version that the store holds; 0: none yet.
  std::int64_t stored_version() const { return stored_version_; }

  // The second acceptance makes it active and plans the gate meeting. Errors:
  // Precondition / MATCH_NOT_PROPOSED, ALREADY_ACCEPTED, or the block that has come up.
  Result<MentoringEvents> AcceptByMentor(Date today, std::optional<Date> gate_date,
                                         const std::vector<Block>& blocks);
  Result<MentoringEvents> AcceptByPerson(Date today, std::optional<Date> gate_date,
                                         const std::vector<Block>& blocks);
  // Errors: Precondition / MATCH_NOT_PROPOSED.
  Result<MentoringEvents> Decline(DeclineReason reason, Date today);
  // Errors: Precondition / MATCH_NOT_ACTIVE.
  Result<MentoringEvents> Suspend();
  // The gate meeting takes the gate date of today. Errors: Precondition / MATCH_NOT_SUSPENDED, or
  // the block that holds.
  Result<MentoringEvents> Resume(std::optional<Date> gate_date, const std::vector<Block>& blocks);
  // Errors: Precondition / MATCH_OVER.
  Result<MentoringEvents> End(bool planned, EndReason reason, Date today);
  // Errors: Precondition / MATCH_NOT_ACTIVE, and those of GateMeeting::Record.
  Result<MentoringEvents> RecordGateMeeting(Attendance attended, Date today);

  // What follows from facts elsewhere refuses nothing; a match that is over stays as it is.
  // The gate meeting follows the gate date, and what blocks now is raised, what no longer does
  // is lifted.
  MentoringEvents FollowGateDate(std::optional<Date> gate_date, const std::vector<Block>& blocks);
  // The release did not happen: the gate meeting is planned again, even if it was recorded.
  MentoringEvents PlanAgain(std::optional<Date> gate_date, const std::vector<Block>& blocks);
  // Something about the mentor or the person has changed (domain D2).
  MentoringEvents CheckAgain(const std::vector<Block>& blocks);

 private:
  explicit Match(Snapshot data) : data_(std::move(data)), stored_version_(data_.version) {}

  Result<MentoringEvents> Accept(bool& accepted, Happening happening, Date today,
                                 std::optional<Date> gate_date, const std::vector<Block>& blocks);
  void Announce(MentoringEvents& events, Happening happening);
  void MoveMeeting(MentoringEvents& events, std::optional<Date> gate_date);
  void RaiseOrLift(MentoringEvents& events, const std::vector<Block>& blocks);

  Snapshot data_;
  std::int64_t stored_version_ = 0;
};

// The refusal for the blocks that hold: the first one's masked name, all of them as violations of
// `mentor_id`.
Error BlockedBy(const std::vector<Block>& blocks);

}  // namespace ttg::mentoring

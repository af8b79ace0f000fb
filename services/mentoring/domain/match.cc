#include "mentoring/domain/match.h"

#include <string>

namespace ttg::mentoring {
namespace {

Error NotProposed() {
  return Precondition("MATCH_NOT_PROPOSED", "only a proposed match can be accepted or declined");
}

Error AlreadyAccepted() {
  return Precondition("ALREADY_ACCEPTED", "this side has accepted the match already");
}

Error NotActive() {
  return Precondition("MATCH_NOT_ACTIVE", "this takes an active match: both must have accepted");
}

Error NotSuspended() {
  return Precondition("MATCH_NOT_SUSPENDED", "only a suspended match can be resumed");
}

Error Over() { return Precondition("MATCH_OVER", "the match has been declined or has ended"); }

}  // namespace

std::string_view ToString(MatchState state) {
  switch (state) {
    case MatchState::kProposed:
      return "PROPOSED";
    case MatchState::kDeclined:
      return "DECLINED";
    case MatchState::kActive:
      return "ACTIVE";
    case MatchState::kSuspended:
      return "SUSPENDED";
    case MatchState::kEnded:
      return "ENDED";
  }
  return "";
}

std::optional<MatchState> ParseMatchState(std::string_view code) {
  for (const MatchState state : {MatchState::kProposed, MatchState::kDeclined, MatchState::kActive,
                                 MatchState::kSuspended, MatchState::kEnded}) {
    if (ToString(state) == code) return state;
  }
  return std::nullopt;
}

bool IsLive(MatchState state) {
  switch (state) {
    case MatchState::kProposed:
    case MatchState::kActive:
    case MatchState::kSuspended:
      return true;
    case MatchState::kDeclined:
    case MatchState::kEnded:
      return false;
  }
  return false;
}

Error BlockedBy(const std::vector<Block>& blocks) {
  Error error =
      Precondition(std::string(MaskedName(blocks.front())), std::string(Explain(blocks.front())));
  for (const Block block : blocks) {
    error.violations.push_back(
        {"mentor_id", std::string(MaskedName(block)), std::string(Explain(block))});
  }
  return error;
}

void Match::Announce(MentoringEvents& events, Happening happening) {
  ++data_.version;
  events.push_back({.person = data_.facts.person,
                    .subject = data_.facts.match.str(),
                    .subject_version = data_.version,
                    .happening = std::move(happening)});
}

Result<std::pair<Match, MentoringEvents>> Match::Propose(MatchFacts facts, Date today,
                                                         const std::vector<Block>& blocks) {
  if (!blocks.empty()) return BlockedBy(blocks);
  Snapshot data{.facts = std::move(facts)};
  data.proposed_on = today;
  Match match(std::move(data));
  MentoringEvents events;
  match.Announce(events, MatchProposed{match.data_.facts});
  return std::pair(std::move(match), std::move(events));
}

Result<MentoringEvents> Match::Accept(bool& accepted, Happening happening, Date today,
                                      std::optional<Date> gate_date,
                                      const std::vector<Block>& blocks) {
  if (data_.state != MatchState::kProposed) return NotProposed();
  if (accepted) return AlreadyAccepted();
  if (!blocks.empty()) return BlockedBy(blocks);
  MentoringEvents events;
  RaiseOrLift(events, blocks);
  accepted = true;
  Announce(events, std::move(happening));
  if (data_.accepted_by_mentor && data_.accepted_by_person) {
    data_.state = MatchState::kActive;
    data_.activated_on = today;
    Announce(events, MatchActivated{data_.facts});
    data_.gate_meeting = GateMeeting(gate_date);
    Announce(events, GateMeetingScheduled{data_.facts, gate_date, std::nullopt});
  }
  return events;
}

Result<MentoringEvents> Match::AcceptByMentor(Date today, std::optional<Date> gate_date,
                                              const std::vector<Block>& blocks) {
  return Accept(data_.accepted_by_mentor, MatchAcceptedByMentor{data_.facts}, today, gate_date,
                blocks);
}

Result<MentoringEvents> Match::AcceptByPerson(Date today, std::optional<Date> gate_date,
                                              const std::vector<Block>& blocks) {
  return Accept(data_.accepted_by_person, MatchAcceptedByPerson{data_.facts}, today, gate_date,
                blocks);
}

Result<MentoringEvents> Match::Decline(DeclineReason reason, Date today) {
  if (data_.state != MatchState::kProposed) return NotProposed();
  data_.state = MatchState::kDeclined;
  data_.decline_reason = reason;
  data_.ended_on = today;
  data_.block.reset();
  MentoringEvents events;
  Announce(events, MatchDeclined{data_.facts, reason});
  return events;
}

Result<MentoringEvents> Match::Suspend() {
  if (data_.state != MatchState::kActive) return NotActive();
  data_.state = MatchState::kSuspended;
  MentoringEvents events;
  Announce(events, MatchSuspended{data_.facts});
  return events;
}

Result<MentoringEvents> Match::Resume(std::optional<Date> gate_date,
                                      const std::vector<Block>& blocks) {
  if (data_.state != MatchState::kSuspended) return NotSuspended();
  if (!blocks.empty()) return BlockedBy(blocks);
  MentoringEvents events;
  RaiseOrLift(events, blocks);
  data_.state = MatchState::kActive;
  Announce(events, MatchResumed{data_.facts});
  MoveMeeting(events, gate_date);
  return events;
}

Result<MentoringEvents> Match::End(bool planned, EndReason reason, Date today) {
  if (!IsLive(data_.state)) return Over();
  data_.state = MatchState::kEnded;
  data_.ended_as_planned = planned;
  data_.end_reason = reason;
  data_.ended_on = today;
  data_.block.reset();
  MentoringEvents events;
  Announce(events, MatchEnded{data_.facts, planned, reason, today});
  return events;
}

Result<MentoringEvents> Match::RecordGateMeeting(Attendance attended, Date today) {
  if (data_.state != MatchState::kActive || !data_.gate_meeting) return NotActive();
  TTG_RETURN_IF_ERROR(data_.gate_meeting->Record(attended, today));
  MentoringEvents events;
  Announce(events, GateMeetingRecorded{data_.facts, *data_.gate_meeting->date(), attended});
  return events;
}

void Match::MoveMeeting(MentoringEvents& events, std::optional<Date> gate_date) {
  if (!data_.gate_meeting) return;
  const auto previous = data_.gate_meeting->date();
  if (!data_.gate_meeting->Follow(gate_date)) return;
  Announce(events, GateMeetingScheduled{data_.facts, gate_date, previous});
}

void Match::RaiseOrLift(MentoringEvents& events, const std::vector<Block>& blocks) {
  const std::optional<Block> now = blocks.empty() ? std::nullopt : std::optional(blocks.front());
  if (now == data_.block) return;
  data_.block = now;
  if (now) {
    Announce(events, MatchBlocked{data_.facts, *now});
  } else {
    Announce(events, MatchUnblocked{data_.facts});
  }
}

MentoringEvents Match::FollowGateDate(std::optional<Date> gate_date,
                                      const std::vector<Block>& blocks) {
  MentoringEvents events;
  if (!IsLive(data_.state)) return events;
  MoveMeeting(events, gate_date);
  RaiseOrLift(events, blocks);
  return events;
}

MentoringEvents Match::PlanAgain(std::optional<Date> gate_date, const std::vector<Block>& blocks) {
  MentoringEvents events;
  if (!IsLive(data_.state)) return events;
  if (data_.gate_meeting) {
    const auto previous = data_.gate_meeting->date();
    if (data_.gate_meeting->PlanAgain(gate_date)) {
      Announce(events, GateMeetingScheduled{data_.facts, gate_date, previous});
    }
  }
  RaiseOrLift(events, blocks);
  return events;
}

MentoringEvents Match::CheckAgain(const std::vector<Block>& blocks) {
  MentoringEvents events;
  if (IsLive(data_.state)) RaiseOrLift(events, blocks);
  return events;
}

}  // namespace ttg::mentoring

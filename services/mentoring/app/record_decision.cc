#include "mentoring/app/record_decision.h"

#include "mentoring/app/block_check.h"

namespace ttg::mentoring {
namespace {

Result<MentoringEvents> Decide(LockedMatch& locked, const RecordDecision::Command& command,
                               Date today) {
  Match& match = locked.match;
  if (command.declined) return match.Decline(*command.declined, today);
  const auto gate_date = GateDate(locked.person);
  return command.by_mentor ? match.AcceptByMentor(today, gate_date, locked.blocks)
                           : match.AcceptByPerson(today, gate_date, locked.blocks);
}

}  // namespace

Result<Match> RecordDecision::operator()(MentoringStore& store, const CallContext& call,
                                         const Command& command) const {
  TTG_TRY(auto locked, LockMatch(store, call, command.match, command.version));
  TTG_TRY(const auto events, Decide(locked, command, clock_.Today()));
  TTG_RETURN_IF_ERROR(Store(store, locked.match, events));
  return std::move(locked.match);
}

}  // namespace ttg::mentoring

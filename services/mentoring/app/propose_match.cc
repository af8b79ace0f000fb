#include "mentoring/app/propose_match.h"

#include "mentoring/app/access.h"
#include "mentoring/app/block_check.h"

namespace ttg::mentoring {
namespace {

Error MatchExists() {
  return Precondition("MATCH_EXISTS",
                      "the person has a live match: end it before proposing another");
}

Error NoMentorEligible() {
  return Precondition("NO_MENTOR_ELIGIBLE",
                      "every mentor is blocked for this person: the suggestions say by what");
}

// What names the block may be read in full by those who are cleared.
Error RefusalFor(const CallContext& call, const std::vector<Block>& blocks) {
  Error error = BlockedBy(blocks);
  if (!IsClearedForConflicts(call)) return error;
  error.reason = std::string(ToString(blocks.front()));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    error.violations[i].reason = std::string(ToString(blocks[i]));
  }
  return error;
}

}  // namespace

Result<MentorId> ProposeMatch::Choose(MentoringStore& store, const CallContext& call,
                                      const Command& command) const {
  if (command.mentor) return *command.mentor;
  TTG_TRY(const auto ranking, suggest_(store, call, {command.person, command.wishes}));
  if (ranking.eligible.empty()) return NoMentorEligible();
  return ranking.eligible.front().entry.mentor.id;
}

Result<Match> ProposeMatch::operator()(MentoringStore& store, const CallContext& call,
                                       const Command& command) const {
  TTG_TRY(const auto person, store.LockPerson(command.person));
  if (!person || !MaySeePerson(call, *person)) return PersonNotFound();
  TTG_TRY(const auto live, store.LiveMatchOf(command.person));
  if (live) return MatchExists();
  TTG_TRY(const auto chosen, Choose(store, call, command));
  TTG_TRY(const auto mentor, store.LockMentor(chosen));
  if (!mentor) return MentorNotFound();
  TTG_TRY(const auto blocks, BlocksBetween(store, *mentor, *person, std::nullopt));
  if (!blocks.empty()) return RefusalFor(call, blocks);
  TTG_TRY(auto id, MatchId::Parse(ids_.NewId()));
  TTG_TRY(auto proposed,
          Match::Propose({std::move(id), command.person, chosen}, clock_.Today(), blocks));
  TTG_RETURN_IF_ERROR(Store(store, proposed.first, proposed.second));
  return std::move(proposed.first);
}

}  // namespace ttg::mentoring

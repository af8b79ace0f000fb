#include "mentoring/app/record_mentor_check.h"

#include "mentoring/app/access.h"
#include "mentoring/app/block_check.h"

namespace ttg::mentoring {

Result<RosterEntry> RecordMentorCheck::operator()(MentoringStore& store, const CallContext& call,
                                                  const Command& command) const {
  TTG_TRY(auto mentor, store.LockMentor(command.mentor));
  if (!mentor || !MaySeeMentor(call, *mentor)) return MentorNotFound();
  mentor->version = command.version;
  if (const auto* standing = std::get_if<MentorStanding>(&command.check)) {
    mentor->standing = *standing;
  } else {
    mentor->enhanced_clearance_expires_on = std::get<EnhancedClearance>(command.check).expires_on;
  }
  TTG_RETURN_IF_ERROR(store.SaveMentor(*mentor));
  ++mentor->version;
  TTG_RETURN_IF_ERROR(CheckMatchesOf(store, *mentor));
  TTG_TRY(const auto matches, store.LiveMatchesOf(mentor->id));
  return RosterEntry{*std::move(mentor), static_cast<int>(matches.size())};
}

}  // namespace ttg::mentoring

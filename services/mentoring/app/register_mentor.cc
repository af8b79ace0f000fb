#include "mentoring/app/register_mentor.h"

#include "mentoring/app/block_check.h"

namespace ttg::mentoring {

Result<RegisterMentor::Outcome> RegisterMentor::operator()(MentoringStore& store,
                                                           const CallContext& call,
                                                           Mentor entry) const {
  TTG_TRY(const auto stored, store.LockMentor(entry.id));
  if (!stored) {
    entry.organisation = call.organisation;
    TTG_RETURN_IF_ERROR(store.SaveMentor(entry));
    return Outcome::kAdded;
  }
  if (SameRegisterEntry(*stored, entry)) return Outcome::kUnchanged;
  if (entry.as_of < stored->as_of) return Outcome::kOlder;
  entry.organisation = stored->organisation;
  entry.standing = stored->standing;
  entry.enhanced_clearance_expires_on = stored->enhanced_clearance_expires_on;
  entry.version = stored->version;
  TTG_RETURN_IF_ERROR(store.SaveMentor(entry));
  TTG_RETURN_IF_ERROR(CheckMatchesOf(store, entry));
  return Outcome::kUpdated;
}

}  // namespace ttg::mentoring

#include "mentoring/app/register_mentor.h"

#include "mentoring/app/block_check.h"

namespace ttg::mentoring {

namespace {

// A file adds a conflict and never takes one away, like a risk answer (domain A13).
Conflicts Together(const Conflicts& stored, const Conflicts& given) {
  Conflicts both = stored;
  both.people.insert(given.people.begin(), given.people.end());
  std::set<std::string> numbers = stored.numbers.Reveal();
  numbers.insert(given.numbers.Reveal().begin(), given.numbers.Reveal().end());
  both.numbers = Sensitive(std::move(numbers));
  both.checked = stored.checked && given.checked;
  return both;
}

}  // namespace

Result<RegisterMentor::Outcome> RegisterMentor::operator()(MentoringStore& store,
                                                           const CallContext& call,
                                                           Mentor entry) const {
  TTG_TRY(const auto stored, store.LockMentor(entry.id));
  if (!stored) {
    entry.organisation = call.organisation;
    TTG_RETURN_IF_ERROR(store.SaveMentor(entry));
    return Outcome::kAdded;
  }
  const bool older = entry.as_of < stored->as_of;
  if (!older) entry.conflicts = Together(stored->conflicts, entry.conflicts);
  const bool same = SameRegisterEntry(*stored, entry);
  if (same && entry.as_of <= stored->as_of) return Outcome::kUnchanged;
  if (older) return Outcome::kOlder;
  entry.organisation = stored->organisation;
  entry.standing = stored->standing;
  entry.enhanced_clearance_expires_on = stored->enhanced_clearance_expires_on;
  entry.version = stored->version;
  TTG_RETURN_IF_ERROR(store.SaveMentor(entry));
  // Saved for its as-of time: what an older file says must not come after it.
  if (same) return Outcome::kUnchanged;
  TTG_RETURN_IF_ERROR(CheckMatchesOf(store, entry));
  return Outcome::kUpdated;
}

}  // namespace ttg::mentoring

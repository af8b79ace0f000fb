#include "mentoring/app/resolve_conflicts.h"

#include <algorithm>

#include "mentoring/app/block_check.h"

namespace ttg::mentoring {
namespace {

Conflicts Resolved(const Conflicts& conflicts, const ResolveConflicts::Command& command) {
  Conflicts resolved{.people = conflicts.people, .numbers = {}, .checked = conflicts.checked};
  std::set<std::string> left;
  for (const std::string& number : conflicts.numbers.Reveal()) {
    const auto person = command.known.find(number);
    if (person == command.known.end()) {
      left.insert(number);
    } else {
      resolved.people.insert(person->second);
    }
  }
  resolved.checked = conflicts.checked || std::ranges::includes(command.asked, left);
  resolved.numbers = Sensitive(std::move(left));
  return resolved;
}

}  // namespace

Result<void> ResolveConflicts::operator()(MentoringStore& store, const Command& command) const {
  for (const MentorId& id : command.mentors) {
    TTG_TRY(auto mentor, store.LockMentor(id));
    if (!mentor) continue;
    Conflicts resolved = Resolved(mentor->conflicts, command);
    if (resolved == mentor->conflicts) continue;
    mentor->conflicts = std::move(resolved);
    TTG_RETURN_IF_ERROR(store.SaveMentor(*mentor));
    TTG_RETURN_IF_ERROR(CheckMatchesOf(store, *mentor));
  }
  return {};
}

}  // namespace ttg::mentoring

#pragma once

#include <optional>
#include <string>

#include "kernel/date.h"
#include "release/domain/ownership/codes.h"
#include "release/domain/person.h"

namespace ttg::release {

// On which day a case ought to be handed over to the community, and why then.
struct HandoverDue {
  Date on;
  HandoverDueRule rule = HandoverDueRule::kDeterminate;

  friend bool operator==(const HandoverDue&, const HandoverDue&) = default;
};

struct HandoverDueFacts {
  std::optional<Date> release_date;
  std::optional<Date> sentence_start;
  // A code of IsSentenceType; empty: not known.
  std::string sentence_type;
  // The sentence has a parole eligibility date.
  bool parole = false;
};

// 8 months and 14 days before release, the months first; 12 months for a sentence with parole or
// without an end; at once, from the start of the sentence, if that and 10 months is not before
// release (domain A11). Nothing without a release day.
std::optional<HandoverDue> HandoverDueOf(const HandoverDueFacts& facts);

// The same for a person; nothing for somebody who is not held any more.
std::optional<HandoverDue> HandoverDueOf(const Person::Snapshot& person);

}  // namespace ttg::release

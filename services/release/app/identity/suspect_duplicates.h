#pragma once

#include <optional>
#include <vector>

#include "kernel/clock.h"
#include "release/app/ports.h"

namespace ttg::release {

// Finds who else is known by the alias that somebody has been given, and keeps the pair for a lead
// to look at (domain A12). Imports look for themselves, a group at a time.
class SuspectDuplicates {
 public:
  SuspectDuplicates(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // `identifier`: the alias's number; absent: it is a name.
  Result<void> ByAlias(ReleaseStore& store, const Person& person, const Alias& alias,
                       const std::optional<AnyIdentifier>& identifier) const;

 private:
  Result<void> Keep(ReleaseStore& store, const Person& person, const std::vector<PersonId>& others,
                    DuplicateGround ground) const;

  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::release

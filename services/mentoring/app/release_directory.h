#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "mentoring/app/resolve_conflicts.h"

namespace ttg::mentoring {

// What is asked of the release service, in the role SYSTEM and outside transactions: what may not
// travel in events.
class ReleaseDirectory {
 public:
  virtual ~ReleaseDirectory() = default;

  // Who is known, at most 500 asked for at once. Errors: Unavailable.
  virtual Result<std::map<PersonId, Profile>> Profiles(const std::vector<PersonId>& people) = 0;
  // Who has these prison numbers; a number that nobody has is left out. Errors: Unavailable.
  virtual Result<KnownNumbers> WhoHas(const std::set<std::string>& numbers) = 0;
};

}  // namespace ttg::mentoring

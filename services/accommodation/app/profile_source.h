#pragma once

#include <cstdint>
#include <vector>

#include "accommodation/domain/person.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"

namespace ttg::accommodation {

struct FetchedProfile {
  PersonId person;
  std::int64_t version = 0;
  Sensitive<MatchProfile> profile;
};

// Where profiles come from: the release service, called under the SYSTEM role. Never called inside
// a transaction.
class ProfileSource {
 public:
  virtual ~ProfileSource() = default;

  // People whom the release service does not know are left out. Errors: Unavailable.
  virtual Result<std::vector<FetchedProfile>> Fetch(const std::vector<PersonId>& people) = 0;
};

}  // namespace ttg::accommodation

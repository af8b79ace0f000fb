#pragma once

#include <vector>

#include "release/app/consent/ports.h"
#include "release/app/ports.h"

namespace ttg::release {

// All purposes of one person, those that nobody has asked about included.
struct PersonConsents {
  // Absent: nobody has asked. In the order of the purposes.
  struct Line {
    ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
    std::optional<Consent> consent;
  };
  std::vector<Line> lines;
  // Newest first.
  std::vector<ConsentLine> history;
};

class ListConsents {
 public:
  // Errors: NotFound / PERSON_NOT_FOUND.
  Result<PersonConsents> operator()(ReleaseStore& people, ConsentStore& store,
                                    const PersonId& person) const;
};

}  // namespace ttg::release

#pragma once

#include <functional>
#include <optional>

#include "employment/app/ports.h"

namespace ttg::employment {

// Keeps the local picture of a person in step with what the release service announces. Whoever is
// not known yet is added: an event about them is enough.
//
// Changes the person by `change`; where that moves the day from which check-ins count, the
// check-ins and the agreed starts follow, and are announced. What followed is returned.
class FollowPerson {
 public:
  using Change = std::function<void(Person&)>;

  Result<Followed> operator()(EmploymentStore& store, const PersonId& id,
                              const Change& change) const;
};

}  // namespace ttg::employment

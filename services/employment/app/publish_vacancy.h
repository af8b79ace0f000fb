#pragma once

#include "employment/app/ports.h"

namespace ttg::employment {

enum class Published { kAdded, kRevised, kUnchanged };

// Adds a vacancy, or takes over what its employer now says of it.
class PublishVacancy {
 public:
  struct Command {
    VacancyFacts facts;
    // When the source wrote it; older never overwrites newer.
    Instant as_of;
  };

  // Errors: Precondition / POSITIONS_BELOW_TAKEN.
  Result<Published> operator()(EmploymentStore& store, const Command& command) const;
};

}  // namespace ttg::employment

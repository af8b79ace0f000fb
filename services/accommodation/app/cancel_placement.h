#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Gives a plan up and the bed back (domain B7).
class CancelPlacement {
 public:
  struct Command {
    PlacementId placement;
    std::int64_t version = 0;
    std::string reason;
  };

  // Errors: those of LoadForChange, Placement::Cancel.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;
};

}  // namespace ttg::accommodation

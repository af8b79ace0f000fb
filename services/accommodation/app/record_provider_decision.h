#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Records that the provider accepts a person, or why not (domain B7).
class RecordProviderDecision {
 public:
  struct Command {
    PlacementId placement;
    std::int64_t version = 0;
    // Why not; absent: the provider accepts.
    std::optional<std::string> declined_because;
  };

  explicit RecordProviderDecision(Surroundings around) : around_(around) {}

  // Errors: those of LoadForChange, Placement::Accept and DeclineByProvider.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Records that the person has left; the bed is free after its turnaround (domain B1).
class RecordDeparture {
 public:
  struct Command {
    PlacementId placement;
    std::int64_t version = 0;
    Date departed_on;
  };

  explicit RecordDeparture(Surroundings around) : around_(around) {}

  // Errors: those of LoadForChange, Placement::Depart.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation

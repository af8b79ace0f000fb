#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Records that the person has arrived, whatever is planned in that bed (domain B1).
class RecordArrival {
 public:
  struct Command {
    PlacementId placement;
    std::int64_t version = 0;
    Date arrived_on;
  };

  explicit RecordArrival(Surroundings around) : around_(around) {}

  // Errors: those of LoadForChange, Placement::Arrive, FreeFrom; Precondition /
  // PERSON_STAYS_ELSEWHERE.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Records that the person agrees to a placement, or why not (domain B7).
class RecordPersonAgreement {
 public:
  struct Command {
    PlacementId placement;
    std::int64_t version = 0;
    // Why not; absent: the person agrees.
    std::optional<std::string> declined_because;
  };

  explicit RecordPersonAgreement(Surroundings around) : around_(around) {}

  // Errors: those of LoadForChange, Placement::Agree and DeclineByPerson.
  Result<Placement> operator()(AccommodationStore& store, const CallContext& call,
                               const Command& command) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation

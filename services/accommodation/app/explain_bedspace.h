#pragma once

#include <optional>
#include <vector>

#include "accommodation/app/ports.h"
#include "accommodation/app/wanted_stay.h"
#include "accommodation/domain/ranking.h"

namespace ttg::accommodation {

// Why one person cannot have one bed, or how it would rank.
class ExplainBedspace {
 public:
  struct Answer {
    PersonId person;
    Bedspace bedspace;
    std::vector<Exclusion> exclusions;
    std::optional<Rank> rank;
  };

  ExplainBedspace(Surroundings around, RankWeights weights) : around_(around), weights_(weights) {}

  // Errors: those of ReadWish; NotFound / BEDSPACE_NOT_FOUND.
  Result<Answer> operator()(AccommodationStore& store, const CallContext& call,
                            const BedspaceId& bedspace, const WantedStay& query) const;

 private:
  Surroundings around_;
  RankWeights weights_;
};

}  // namespace ttg::accommodation

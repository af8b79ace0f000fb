#pragma once

#include <map>
#include <vector>

#include "accommodation/app/ports.h"
#include "accommodation/app/wanted_stay.h"
#include "accommodation/domain/ranking.h"

namespace ttg::accommodation {

struct RankedBed {
  Bedspace bedspace;
  Rank rank;
};

// All beds that one person can have for some nights, best first, and why the others are left out
// (domain B2 to B5).
class SearchBedspaces {
 public:
  struct Answer {
    Stay stay;
    std::vector<RankedBed> found;
    int excluded = 0;
    std::map<ExclusionReason, int> reasons;
  };

  SearchBedspaces(Surroundings around, RankWeights weights) : around_(around), weights_(weights) {}

  Result<Answer> operator()(AccommodationStore& store, const CallContext& call,
                            const WantedStay& query) const;

 private:
  Surroundings around_;
  RankWeights weights_;
};

}  // namespace ttg::accommodation

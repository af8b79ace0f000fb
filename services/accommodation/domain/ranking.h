#pragma once

#include <string>
#include <vector>

#include "accommodation/domain/availability.h"
#include "accommodation/domain/person.h"
#include "accommodation/domain/stay.h"

namespace ttg::accommodation {

// The most that each preference can add (domain B4). Configuration.
struct RankWeights {
  double distance_to_home_area = 50;
  double nights_available = 15;
  double turnaround_slack = 10;
  double scarce_features = 25;
};

// One preference that counted. Never a protected characteristic.
struct RankFactor {
  std::string name;
  double weight = 0;
  double score = 0;  // 0 to weight
  std::string explanation;
};

struct Rank {
  double score = 0;
  std::vector<RankFactor> factors;
};

// How well a bed that can be had fits the person and the time.
Rank RankBed(const BedPicture& bed, const MatchProfile& profile, const Stay& wanted,
             const RankWeights& weights);

}  // namespace ttg::accommodation

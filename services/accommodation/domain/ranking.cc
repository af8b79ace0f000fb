#include "accommodation/domain/ranking.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

// Beyond these a preference makes no more difference.
constexpr double kFarMetres = 50'000;
constexpr int kPlentyOfNights = 28;
constexpr int kPlentyOfSlackDays = 14;

RankFactor Factor(const char* name, double weight, double share, std::string explanation) {
  return {name, weight, weight * std::clamp(share, 0.0, 1.0), std::move(explanation)};
}

RankFactor Distance(const Bedspace& bed, const MatchProfile& profile, double weight) {
  constexpr const char* kName = "DISTANCE_TO_HOME_AREA";
  if (!profile.home_area || !bed.premises.position) {
    return Factor(kName, weight, 0, "the distance to the home area is not known");
  }
  const double metres = std::hypot(bed.premises.position->easting - profile.home_area->easting,
                                   bed.premises.position->northing - profile.home_area->northing);
  return Factor(kName, weight, 1 - metres / kFarMetres,
                fmt::format("{:.1f} km from the home area", metres / 1000));
}

// Nights after the stay that it could be extended by.
RankFactor NightsAvailable(const BedPicture& bed, const Stay& wanted, double weight) {
  int spare = kPlentyOfNights;
  for (const Hold& hold : bed.holds) {
    if (hold.stay.arrival < wanted.departure) continue;
    spare = std::min(spare, static_cast<int>(hold.stay.arrival - wanted.departure));
  }
  if (bed.bedspace.available_to) {
    spare = std::min(spare, static_cast<int>(*bed.bedspace.available_to - wanted.last_night()));
  }
  return Factor("NIGHTS_AVAILABLE", weight, static_cast<double>(spare) / kPlentyOfNights,
                spare == kPlentyOfNights
                    ? fmt::format("{} nights and four weeks or more to spare", wanted.nights())
                    : fmt::format("{} nights and {} to spare", wanted.nights(), spare));
}

// Days that the bed has been ready before the arrival, should a turnaround take longer.
RankFactor TurnaroundSlack(const BedPicture& bed, const Stay& wanted, double weight) {
  int slack = kPlentyOfSlackDays;
  for (const Hold& hold : bed.holds) {
    if (hold.free_from > wanted.arrival) continue;
    slack = std::min(slack, static_cast<int>(wanted.arrival - hold.free_from));
  }
  return Factor("TURNAROUND_SLACK", weight, static_cast<double>(slack) / kPlentyOfSlackDays,
                slack == kPlentyOfSlackDays ? "ready two weeks or more before the arrival"
                                            : fmt::format("ready {} days before", slack));
}

RankFactor ScarceFeatures(const Bedspace& bed, const MatchProfile& profile, double weight) {
  int wasted = 0;
  const auto count = [&](bool has, bool needed) { wasted += has && !needed ? 1 : 0; };
  count(bed.Has(BedspaceCharacteristic::kWheelchairAccessible), profile.needs_wheelchair_access);
  count(bed.Has(BedspaceCharacteristic::kGroundFloor),
        profile.needs_ground_floor || profile.needs_wheelchair_access);
  count(bed.Has(PremisesCharacteristic::kSingleOccupancy), profile.needs_single_occupancy);
  return Factor("SCARCE_FEATURES", weight, 1 - wasted / 3.0,
                wasted == 0 ? "no scarce feature is wasted"
                            : fmt::format("{} scarce features that others need", wasted));
}

}  // namespace

Rank RankBed(const BedPicture& bed, const MatchProfile& profile, const Stay& wanted,
             const RankWeights& weights) {
  Rank rank;
  rank.factors = {
      Distance(bed.bedspace, profile, weights.distance_to_home_area),
      NightsAvailable(bed, wanted, weights.nights_available),
      TurnaroundSlack(bed, wanted, weights.turnaround_slack),
      ScarceFeatures(bed.bedspace, profile, weights.scarce_features),
  };
  for (const RankFactor& factor : rank.factors) rank.score += factor.score;
  return rank;
}

}  // namespace ttg::accommodation

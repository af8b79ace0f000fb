#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/id.h"

namespace ttg::accommodation {

using PremisesId = Reference<struct PremisesTag>;
using BedspaceId = Reference<struct BedspaceTag>;
// Whoever runs the premises; an organisation like any other, so that row filters compare it with
// the caller's.
using ProviderId = OrganisationId;

// What is true of a house. Spelt in files as the enumerator: MEN_ONLY.
enum class PremisesCharacteristic {
  kMenOnly,
  kWomenOnly,
  kNotSuitableForArsonRisk,
  kNotSuitableForSexualRiskToAdults,
  kNotSuitableForSexualRiskToChildren,
  kSchoolNearby,
  kSingleOccupancy,
  kSharedProperty,
  kGroundFloorAccess,
  kLift,
};

enum class BedspaceCharacteristic {
  kGroundFloor,
  kWheelchairAccessible,
  kSharedKitchen,
  kSharedBathroom,
};

std::string_view ToString(PremisesCharacteristic characteristic);
std::string_view ToString(BedspaceCharacteristic characteristic);
std::optional<PremisesCharacteristic> ParsePremisesCharacteristic(std::string_view name);
std::optional<BedspaceCharacteristic> ParseBedspaceCharacteristic(std::string_view name);

// A point of the British National Grid, in metres.
struct GridPoint {
  int easting = 0;
  int northing = 0;

  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

struct Premises {
  PremisesId id;
  std::string name;
  ProviderId provider;
  std::string provider_name;
  std::string local_authority;
  DeliveryUnit delivery_unit;
  std::optional<GridPoint> position;
  std::set<PremisesCharacteristic> characteristics;

  friend bool operator==(const Premises&, const Premises&) = default;
};

// One bed that somebody can be offered.
struct Bedspace {
  BedspaceId id;
  std::string name;
  Premises premises;
  std::set<BedspaceCharacteristic> characteristics;
  // Working days between a departure and the next arrival (domain B1).
  int turnaround_working_days = 0;
  Date available_from;
  // Inclusive; absent: for good.
  std::optional<Date> available_to;

  bool Has(PremisesCharacteristic one) const { return premises.characteristics.contains(one); }
  bool Has(BedspaceCharacteristic one) const { return characteristics.contains(one); }

  friend bool operator==(const Bedspace&, const Bedspace&) = default;
};

}  // namespace ttg::accommodation

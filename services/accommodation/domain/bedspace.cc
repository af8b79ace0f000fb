#include "accommodation/domain/bedspace.h"

#include <array>
#include <utility>

namespace ttg::accommodation {
namespace {

constexpr std::array<std::pair<PremisesCharacteristic, std::string_view>, 10> kPremisesNames{{
    {PremisesCharacteristic::kMenOnly, "MEN_ONLY"},
    {PremisesCharacteristic::kWomenOnly, "WOMEN_ONLY"},
    {PremisesCharacteristic::kNotSuitableForArsonRisk, "NOT_SUITABLE_FOR_ARSON_RISK"},
    {PremisesCharacteristic::kNotSuitableForSexualRiskToAdults,
     "NOT_SUITABLE_FOR_SEXUAL_RISK_TO_ADULTS"},
    {PremisesCharacteristic::kNotSuitableForSexualRiskToChildren,
     "NOT_SUITABLE_FOR_SEXUAL_RISK_TO_CHILDREN"},
    {PremisesCharacteristic::kSchoolNearby, "SCHOOL_NEARBY"},
    {PremisesCharacteristic::kSingleOccupancy, "SINGLE_OCCUPANCY"},
    {PremisesCharacteristic::kSharedProperty, "SHARED_PROPERTY"},
    {PremisesCharacteristic::kGroundFloorAccess, "GROUND_FLOOR_ACCESS"},
    {PremisesCharacteristic::kLift, "LIFT"},
}};

constexpr std::array<std::pair<BedspaceCharacteristic, std::string_view>, 4> kBedspaceNames{{
    {BedspaceCharacteristic::kGroundFloor, "GROUND_FLOOR"},
    {BedspaceCharacteristic::kWheelchairAccessible, "WHEELCHAIR_ACCESSIBLE"},
    {BedspaceCharacteristic::kSharedKitchen, "SHARED_KITCHEN"},
    {BedspaceCharacteristic::kSharedBathroom, "SHARED_BATHROOM"},
}};

template <typename Names, typename Value>
std::string_view NameOf(const Names& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "";
}

template <typename Names>
auto ValueOf(const Names& names, std::string_view text) {
  using Value = typename Names::value_type::first_type;
  for (const auto& [value, name] : names) {
    if (name == text) return std::optional<Value>(value);
  }
  return std::optional<Value>();
}

}  // namespace

std::string_view ToString(PremisesCharacteristic characteristic) {
  return NameOf(kPremisesNames, characteristic);
}

std::string_view ToString(BedspaceCharacteristic characteristic) {
  return NameOf(kBedspaceNames, characteristic);
}

std::optional<PremisesCharacteristic> ParsePremisesCharacteristic(std::string_view name) {
  return ValueOf(kPremisesNames, name);
}

std::optional<BedspaceCharacteristic> ParseBedspaceCharacteristic(std::string_view name) {
  return ValueOf(kBedspaceNames, name);
}

}  // namespace ttg::accommodation

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/error.h"

namespace ttg::accommodation {

// Why a bed cannot be had (domain B1, B3). ttg.accommodation.v1.ExclusionReason has the same names.
enum class ExclusionReason {
  kBedNotFree,
  kBedOutOfService,
  kOutsideAvailability,
  kBeyondCalendar,
  kMenOnly,
  kWomenOnly,
  kUnder18,
  kArsonRisk,
  kSexualRiskToAdults,
  kSexualRiskToChildren,
  kSchoolNearby,
  kGroundFloorNeeded,
  kWheelchairAccessNeeded,
  kSingleOccupancyNeeded,
  kCompatibility,
  kDeliveryUnitNotAskedFor,
  kRiskAnswerMissingArson,
  kRiskAnswerMissingSexualToAdults,
  kRiskAnswerMissingSexualToChildren,
};

// UPPER_SNAKE.
std::string_view ToString(ExclusionReason reason);

// What an event may say of it: nothing about the person's risk, needs, sex or age goes into one, so
// BED_NOT_SUITABLE stands for all of that.
std::string_view NameForEvents(ExclusionReason reason);

// True for those that are about the bed and the time, whoever asks.
bool IsAboutAvailability(ExclusionReason reason);

struct Exclusion {
  ExclusionReason reason;
  // A sentence with the dates where it is about dates; nothing about other people.
  std::string explanation;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

// The refusal of a bed, each exclusion a violation of `bedspace_id`. BED_NOT_FREE where any of
// them is about availability (somebody else may have taken it in between), else BED_NOT_SUITABLE.
Error BedRefused(const std::vector<Exclusion>& exclusions);

}  // namespace ttg::accommodation

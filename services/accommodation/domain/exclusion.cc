#include "accommodation/domain/exclusion.h"

#include <algorithm>

namespace ttg::accommodation {

std::string_view ToString(ExclusionReason reason) {
  switch (reason) {
    case ExclusionReason::kBedNotFree:
      return "BED_NOT_FREE";
    case ExclusionReason::kBedOutOfService:
      return "BED_OUT_OF_SERVICE";
    case ExclusionReason::kOutsideAvailability:
      return "OUTSIDE_AVAILABILITY";
    case ExclusionReason::kBeyondCalendar:
      return "BEYOND_CALENDAR";
    case ExclusionReason::kMenOnly:
      return "MEN_ONLY";
    case ExclusionReason::kWomenOnly:
      return "WOMEN_ONLY";
    case ExclusionReason::kUnder18:
      return "UNDER_18";
    case ExclusionReason::kArsonRisk:
      return "ARSON_RISK";
    case ExclusionReason::kSexualRiskToAdults:
      return "SEXUAL_RISK_TO_ADULTS";
    case ExclusionReason::kSexualRiskToChildren:
      return "SEXUAL_RISK_TO_CHILDREN";
    case ExclusionReason::kSchoolNearby:
      return "SCHOOL_NEARBY";
    case ExclusionReason::kGroundFloorNeeded:
      return "GROUND_FLOOR_NEEDED";
    case ExclusionReason::kWheelchairAccessNeeded:
      return "WHEELCHAIR_ACCESS_NEEDED";
    case ExclusionReason::kSingleOccupancyNeeded:
      return "SINGLE_OCCUPANCY_NEEDED";
    case ExclusionReason::kCompatibility:
      return "COMPATIBILITY";
    case ExclusionReason::kDeliveryUnitNotAskedFor:
      return "DELIVERY_UNIT_NOT_ASKED_FOR";
    case ExclusionReason::kRiskAnswerMissingArson:
      return "RISK_ANSWER_MISSING_ARSON";
    case ExclusionReason::kRiskAnswerMissingSexualToAdults:
      return "RISK_ANSWER_MISSING_SEXUAL_TO_ADULTS";
    case ExclusionReason::kRiskAnswerMissingSexualToChildren:
      return "RISK_ANSWER_MISSING_SEXUAL_TO_CHILDREN";
  }
  return "";
}

bool IsAboutAvailability(ExclusionReason reason) {
  return reason == ExclusionReason::kBedNotFree || reason == ExclusionReason::kBedOutOfService ||
         reason == ExclusionReason::kOutsideAvailability ||
         reason == ExclusionReason::kBeyondCalendar;
}

std::string_view NameForEvents(ExclusionReason reason) {
  const bool says_nothing =
      IsAboutAvailability(reason) || reason == ExclusionReason::kCompatibility;
  return says_nothing ? ToString(reason) : "BED_NOT_SUITABLE";
}

Error BedRefused(const std::vector<Exclusion>& exclusions) {
  const bool taken = std::any_of(exclusions.begin(), exclusions.end(), [](const Exclusion& one) {
    return IsAboutAvailability(one.reason);
  });
  Error error =
      taken ? Precondition("BED_NOT_FREE", "the bed cannot be had for these nights; search again")
            : Precondition("BED_NOT_SUITABLE", "the bed is not suitable for this person");
  for (const Exclusion& one : exclusions) {
    error.violations.push_back({"bedspace_id", std::string(ToString(one.reason)), one.explanation});
  }
  return error;
}

}  // namespace ttg::accommodation

#include "accommodation/domain/availability.h"

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

void CheckWindow(const Bedspace& bedspace, const Stay& wanted, std::vector<Exclusion>& found) {
  if (wanted.arrival < bedspace.available_from) {
    found.push_back(
        {ExclusionReason::kOutsideAvailability,
         fmt::format("the bed is available from {}", FormatDate(bedspace.available_from))});
  }
  if (bedspace.available_to && wanted.last_night() > *bedspace.available_to) {
    found.push_back({ExclusionReason::kOutsideAvailability,
                     fmt::format("the bed is available until {}, that night included",
                                 FormatDate(*bedspace.available_to))});
  }
}

void CheckVoids(const std::vector<Void>& voids, const Stay& wanted, std::vector<Exclusion>& found) {
  for (const Void& one : voids) {
    if (!one.Stops(wanted)) continue;
    found.push_back({ExclusionReason::kBedOutOfService,
                     fmt::format("the bed is out of service from {} to {}, that day included",
                                 FormatDate(one.from), FormatDate(one.through))});
  }
}

std::string NameClash(const Hold& hold) {
  return fmt::format("the bed is taken from {} to {} and free again from {}",
                     FormatDate(hold.stay.arrival), FormatDate(hold.stay.departure),
                     FormatDate(hold.free_from));
}

void CheckHolds(const std::vector<Hold>& holds, const Stay& wanted, Date free_from, Date today,
                std::vector<Exclusion>& found) {
  for (const Hold& hold : holds) {
    if (hold.Overstaying(today) && hold.stay.arrival < free_from) {
      found.push_back({ExclusionReason::kBedNotFree,
                       fmt::format("the bed was to be left on {} and no departure is recorded",
                                   FormatDate(hold.stay.departure))});
    } else if (hold.stay.arrival < free_from && wanted.arrival < hold.free_from) {
      found.push_back({ExclusionReason::kBedNotFree, NameClash(hold)});
    }
  }
}

}  // namespace

std::vector<Exclusion> CheckAvailability(const BedPicture& bed, const Stay& wanted, Date today,
                                         const WorkingDays& calendar) {
  std::vector<Exclusion> found;
  CheckWindow(bed.bedspace, wanted, found);
  CheckVoids(bed.voids, wanted, found);
  const auto free_from = FreeFrom(wanted.departure, bed.bedspace.turnaround_working_days, calendar);
  if (!free_from) {
    found.push_back({ExclusionReason::kBeyondCalendar, free_from.error().message});
  }
  CheckHolds(bed.holds, wanted, free_from.value_or(wanted.departure), today, found);
  return found;
}

}  // namespace ttg::accommodation

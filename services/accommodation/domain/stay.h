#pragma once

#include <optional>
#include <string>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/working_days.h"

namespace ttg::accommodation {

using PlacementId = Id<struct PlacementTag>;

// The nights from `arrival` to the day on which the person leaves: [arrival, departure).
struct Stay {
  Date arrival;
  Date departure;

  int nights() const { return static_cast<int>(departure - arrival); }
  Date last_night() const { return departure - 1; }
  bool Overlaps(const Stay& other) const {
    return arrival < other.departure && other.arrival < departure;
  }

  friend bool operator==(const Stay&, const Stay&) = default;
};

// When a bed that is left on `departure` can be slept in again (domain B1): that day where it needs
// no turnaround, else the day after the n-th working day after it.
// Errors: Precondition / BEYOND_CALENDAR, where the calendar does not reach that far.
Result<Date> FreeFrom(Date departure, int turnaround_working_days, const WorkingDays& calendar);

// A time when a bed is out of service.
struct Void {
  Date from;
  Date through;  // the last day, inclusive
  std::string reason;

  // A void stops somebody from sleeping there; it may overlap a turnaround.
  bool Stops(const Stay& stay) const { return stay.arrival <= through && from < stay.departure; }

  friend bool operator==(const Void&, const Void&) = default;
};

enum class HoldKind {
  kPlan,      // offered or confirmed
  kStaying,   // arrived: a fact
  kDeparted,  // was there: a fact, of which only the turnaround can matter
};

// What keeps a bed: one stay with its turnaround, [arrival, free_from).
struct Hold {
  PlacementId placement;
  HoldKind kind = HoldKind::kPlan;
  Stay stay;
  Date free_from;

  // Nobody has recorded a departure though its day has passed: the bed is not free until somebody
  // does (domain B1).
  bool Overstaying(Date today) const {
    return kind == HoldKind::kStaying && stay.departure < today;
  }

  friend bool operator==(const Hold&, const Hold&) = default;
};

}  // namespace ttg::accommodation

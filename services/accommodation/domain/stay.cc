#include "accommodation/domain/stay.h"

namespace ttg::accommodation {

Result<Date> FreeFrom(Date departure, int turnaround_working_days, const WorkingDays& calendar) {
  if (turnaround_working_days == 0) return departure;
  // Weekends and the longest run of bank holidays fit in twice the days and a fortnight.
  const int reach = 2 * turnaround_working_days + 14;
  if (!calendar.Covers(departure) || !calendar.Covers(departure + reach)) {
    return Precondition("BEYOND_CALENDAR",
                        "the turnaround ends after the last day that the calendar knows");
  }
  return calendar.Add(departure, turnaround_working_days) + 1;
}

}  // namespace ttg::accommodation

// The verbs of Person about its dates as a whole (domain A3, A5, A7).
#include <utility>

#include "release/domain/person.h"

namespace ttg::release {

void Person::NoteWarnings(Date today) {
  std::map<ReleaseDayWarning, Date> since;
  for (const ReleaseDayWarning warning : data_.release_day.warnings) {
    const auto stood = data_.warned_since.find(warning);
    since[warning] = stood == data_.warned_since.end() ? today : stood->second;
  }
  data_.warned_since = std::move(since);
}

Result<Changes> Person::ApplyCalendar(const std::string& reason, const Act& act,
                                      const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  const std::optional<Date> before = data_.release_day.date;
  // Computed again, it would even move: the Friday rule gives no day in the past.
  if (before && *before < act.today) {
    data_.release_day.calendar_version = calendar.version();
    RefreshTimetable(act.today, calendar);
    return Changes{};
  }
  Changes changes;
  changes.history.push_back(Note(reason, act));
  Recompute(act, calendar, changes);
  if (data_.release_day.date == before) changes.history.clear();
  return changes;
}

}  // namespace ttg::release

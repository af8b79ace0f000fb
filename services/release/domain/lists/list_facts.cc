#include "release/domain/lists/list_facts.h"

#include "release/domain/movements/london_day.h"

namespace ttg::release {

bool IsAtRiskOfNoFixedAbode(const Person::Snapshot& person) {
  if (!ReleaseLiesAhead(person.state)) return false;
  const TimetableFacts facts = TimetableFactsOf(person);
  if (facts.settled) return false;
  const auto address = person.timetable.records.find(MilestoneKind::kFirstNightAddress);
  if (address == person.timetable.records.end()) return true;
  // What was recorded before the person came back to prison was about the release before.
  const bool counts =
      !facts.counts_from || LondonDay(address->second.recorded_at) >= *facts.counts_from;
  return address->second.outcome != MilestoneState::kDone || !counts;
}

bool IsOverdue(const std::optional<Date>& next_due, const std::optional<Date>& suspended_until,
               Date today) {
  return next_due && *next_due < today && !(suspended_until && *suspended_until >= today);
}

}  // namespace ttg::release

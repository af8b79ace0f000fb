#include "release/testing/dates/fake_dates_store.h"

#include <algorithm>

namespace ttg::release::testing {
namespace {

bool Fits(const UrgentTask& task, const UrgentTaskQuery& query) {
  return (!query.owner || task.owner == query.owner) &&
         (!query.prison || task.prison == *query.prison) &&
         (!query.delivery_unit || task.delivery_unit == query.delivery_unit) &&
         (!query.warning || task.warning == *query.warning) &&
         (!query.after || ComesAfter(task, *query.after));
}

template <typename T>
void CutTo(std::vector<T>& all, int limit) {
  if (all.size() > static_cast<std::size_t>(limit)) all.erase(all.begin() + limit, all.end());
}

}  // namespace

Result<std::vector<DateChangeLine>> FakeDatesStore::ListDateChanges(const DateChangeQuery& query) {
  std::vector<DateChangeLine> lines;
  for (const HistoryLine& line : state_.history) {
    const DateChangeCursor at{line.version, line.ordinal};
    if (line.person != query.person || (query.after && !(at < *query.after))) continue;
    if (!query.material_only || line.change.IsMaterial()) lines.push_back({line.change, at});
  }
  std::ranges::sort(lines, [](const auto& one, const auto& other) { return other.at < one.at; });
  CutTo(lines, query.limit);
  return lines;
}

Result<std::vector<UrgentTask>> FakeDatesStore::ListUrgentTasks(const UrgentTaskQuery& query,
                                                                Date today) {
  std::vector<UrgentTask> tasks;
  for (const auto& [id, person] : state_.people) {
    const bool in_reach = call_.scope.prisons.Covers(person.prison) ||
                          call_.scope.delivery_units.Covers(person.delivery_unit);
    if (!in_reach) continue;
    for (const ReleaseDayWarning warning : Person::Restore(person).WarningsOn(today)) {
      const auto since = person.warned_since.find(warning);
      UrgentTask task{
          person.id,
          person.prison,
          person.delivery_unit,
          person.owner,
          warning,
          person.release_day.date,
          person.release_day.latest_lawful,
          since == person.warned_since.end() ? *person.release_day.date + 1 : since->second};
      if (Fits(task, query)) tasks.push_back(std::move(task));
    }
  }
  std::ranges::sort(tasks, ComesBefore);
  CutTo(tasks, query.limit);
  return tasks;
}

}  // namespace ttg::release::testing

#include "release/testing/plan/fake_plan_store.h"

#include <ranges>
#include <utility>

namespace ttg::release::testing {

Result<Plan> FakePlanStore::Find(const PersonId& person) {
  const auto found = state_.plans.find(person);
  if (found == state_.plans.end()) return Plan(person);
  return Plan::Restore(found->second);
}

Result<Plan> FakePlanStore::Save(const Plan& plan, const PlanChanges& changes) {
  Plan::Snapshot data = plan.snapshot();
  const auto stored = state_.plans.find(data.person);
  const std::int64_t version = stored == state_.plans.end() ? 0 : stored->second.version;
  if (version != data.version) return PlanChanged();
  ++data.version;
  for (const auto& [kind, report] : data.reports) {
    const auto filed =
        state_.reports.try_emplace(report.id, data.person, FiledReport{report, std::nullopt}).first;
    filed->second.second.report = report;
  }
  if (changes.submitted) {
    state_.reports.at(changes.submitted->first).second.copy = changes.submitted->second;
  }
  for (const ReleaseEvent& event : changes.events) {
    state_.announced.push_back({event, data.version});
  }
  state_.plans.insert_or_assign(data.person, data);
  return Plan::Restore(std::move(data));
}

Result<std::vector<FiledReport>> FakePlanStore::ListReports(const ReportQuery& query) {
  std::vector<FiledReport> reports;
  for (const auto& [id, entry] : std::ranges::reverse_view(state_.reports)) {
    const auto& [person, filed] = entry;
    if (person != query.person || (query.kind && filed.report.kind != *query.kind)) continue;
    if (!query.after.empty() && id.str() >= query.after) continue;
    if (reports.size() == static_cast<std::size_t>(query.limit)) break;
    reports.push_back(filed);
  }
  return reports;
}

}  // namespace ttg::release::testing

#include "release/store/plan/sql_plan_store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "release/store/plan/load_plan.h"
#include "release/store/plan/plan_columns.h"
#include "release/store/plan/plan_copy_text.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using store::Value;

// "INSERT … ON CONFLICT (key) DO UPDATE SET …" for all columns.
std::string UpsertText(std::string_view table, std::string_view columns, std::string_view key) {
  std::string places;
  std::string assignments;
  std::size_t count = 0;
  for (std::string_view rest = columns; !rest.empty(); ++count) {
    const std::size_t end = rest.find(", ");
    const std::string_view column = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    const char* separator = count == 0 ? "" : ", ";
    places += fmt::format("{}:{}", separator, Placeholder(count));
    assignments += fmt::format("{}{} = excluded.{}", separator, column, column);
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}", table,
                     columns, places, key, assignments);
}

template <typename T>
const T* WithId(const std::vector<T>& all, const T& one) {
  const auto found = std::ranges::find(all, one.id, &T::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Result<Plan> SqlPlanStore::Find(const PersonId& person) {
  TTG_TRY(Plan::Snapshot plan, LoadPlan(session_, person));
  stored_.insert_or_assign(person, plan);
  return Plan::Restore(std::move(plan));
}

Result<Plan> SqlPlanStore::Save(const Plan& plan, const PlanChanges& changes) {
  Plan::Snapshot now = plan.snapshot();
  if (!stored_.contains(now.person)) TTG_RETURN_IF_ERROR(Find(now.person));
  const Plan::Snapshot& before = stored_.at(now.person);
  TTG_RETURN_IF_ERROR(TakeVersion(now));
  TTG_RETURN_IF_ERROR(WritePathways(now, before));
  for (const Need& need : now.needs) {
    TTG_RETURN_IF_ERROR(WriteNeed(now.person, need, WithId(before.needs, need)));
  }
  TTG_RETURN_IF_ERROR(WriteReports(now, before));
  TTG_RETURN_IF_ERROR(WriteCopyOf(changes));
  ++now.version;
  std::vector<messaging::Event> events;
  events.reserve(changes.events.size());
  for (const ReleaseEvent& event : changes.events) {
    events.push_back(encode_(event, now.version, call_));
  }
  TTG_RETURN_IF_ERROR(messaging::Append(session_, events));
  stored_.insert_or_assign(now.person, now);
  return Plan::Restore(std::move(now));
}

Result<std::vector<FiledReport>> SqlPlanStore::ListReports(const ReportQuery& query) {
  return LoadReports(session_, query);
}

Result<void> SqlPlanStore::TakeVersion(const Plan::Snapshot& plan) {
  const auto taken =
      plan.version == 0 ? session_.Execute(
                              "INSERT INTO plan (person_id, version) VALUES (:person, 1) "
                              "ON CONFLICT (person_id) DO NOTHING",
                              {{"person", plan.person}})
                        : session_.Execute(
                              "UPDATE plan SET version = version + 1 WHERE person_id = :person AND "
                              "version = :expected",
                              {{"person", plan.person}, {"expected", plan.version}});
  TTG_TRY(const auto changed, taken);
  if (changed == 0) return PlanChanged();
  return {};
}

Result<void> SqlPlanStore::WritePathways(const Plan::Snapshot& plan, const Plan::Snapshot& before) {
  for (std::size_t i = 0; i < kPathways; ++i) {
    if (plan.pathways[i] == before.pathways[i]) continue;
    TTG_RETURN_IF_ERROR(
        Upsert("plan_pathway", kPathwayColumns, "person_id, pathway",
               PathwayValues(plan.person, static_cast<Pathway>(i), plan.pathways[i])));
  }
  return {};
}

Result<void> SqlPlanStore::WriteNeed(const PersonId& person, const Need& need, const Need* before) {
  static const std::vector<Action> kNoActions;
  auto values = NeedValues(person, need);
  if (before == nullptr || values != NeedValues(person, *before)) {
    TTG_RETURN_IF_ERROR(Upsert("plan_need", kNeedColumns, "need_id", std::move(values)));
  }
  const auto& known_actions = before == nullptr ? kNoActions : before->actions;
  for (const Action& action : need.actions) {
    const Action* same = WithId(known_actions, action);
    if (same != nullptr && *same == action) continue;
    TTG_RETURN_IF_ERROR(
        Upsert("plan_action", kActionColumns, "action_id", ActionValues(person, need.id, action)));
  }
  std::vector<std::vector<Value>> reviews;
  const std::size_t known_reviews = before == nullptr ? 0 : before->reviews.size();
  for (std::size_t i = known_reviews; i < need.reviews.size(); ++i) {
    reviews.push_back(ReviewValues(person, need.id, i, need.reviews[i]));
  }
  return InsertRows(session_, "plan_need_review", kReviewColumns, reviews);
}

Result<void> SqlPlanStore::WriteReports(const Plan::Snapshot& plan, const Plan::Snapshot& before) {
  for (const auto& [kind, report] : plan.reports) {
    const auto same = before.reports.find(kind);
    if (same != before.reports.end() && same->second == report) continue;
    TTG_RETURN_IF_ERROR(
        Upsert("plan_report", kReportColumns, "report_id", ReportValues(plan.person, report)));
  }
  return {};
}

Result<void> SqlPlanStore::WriteCopyOf(const PlanChanges& changes) {
  if (!changes.submitted) return {};
  const auto& [report, copy] = *changes.submitted;
  return InsertRows(session_, "plan_report_copy", "report_id, copied_on, content",
                    {{ToValue(report), ToValue(copy.copied_on), ToValue(WriteCopy(copy))}});
}

Result<void> SqlPlanStore::Upsert(std::string_view table, std::string_view columns,
                                  std::string_view key, std::vector<Value> values) {
  Binds binds;
  binds.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    binds.emplace_back(Placeholder(i), std::nullopt).value = std::move(values[i]);
  }
  TTG_RETURN_IF_ERROR(session_.Execute(UpsertText(table, columns, key), binds));
  return {};
}

}  // namespace ttg::release

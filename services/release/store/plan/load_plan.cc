#include "release/store/plan/load_plan.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "release/store/plan/plan_columns.h"
#include "release/store/plan/plan_copy_text.h"

namespace ttg::release {
namespace {

using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;
using MaybeActor = std::optional<ActorId>;
using MaybeInstant = std::optional<Instant>;
using ReportRow = std::tuple<ReportId, PersonId, ReportKind, int, ReportState, ActorId, Instant,
                             MaybeActor, MaybeInstant, MaybeActor, MaybeInstant, std::string>;

Result<void> LoadPathways(store::Session& session, Plan::Snapshot& plan) {
  TTG_TRY(auto rows,
          session.Query<PersonId, Pathway, PathwayStatus, std::string, Date, ActorId>(
              fmt::format("SELECT {} FROM plan_pathway WHERE person_id = :person", kPathwayColumns),
              {{"person", plan.person}}));
  for (auto& [person, pathway, status, reason, on, by] : rows) {
    plan.pathways[IndexOf(pathway)] = {status, Sensitive(std::move(reason)), on, by};
  }
  return {};
}

Result<void> LoadNeeds(store::Session& session, Plan::Snapshot& plan) {
  TTG_TRY(auto rows,
          session.Query<NeedId, PersonId, Pathway, std::string, Date, ActorId, NeedState,
                        std::optional<NeedOutcome>, MaybeDate, MaybeActor, MaybeText>(
              fmt::format("SELECT {} FROM plan_need WHERE person_id = :person ORDER BY need_id",
                          kNeedColumns),
              {{"person", plan.person}}));
  plan.needs.reserve(rows.size());
  for (auto& [id, person, pathway, description, on, by, state, outcome, outcome_on, outcome_by,
              note] : rows) {
    Need need{.id = id,
              .pathway = pathway,
              .description = Sensitive(std::move(description)),
              .assessed_on = on,
              .assessed_by = by,
              .state = state,
              .actions = {},
              .outcome = std::nullopt,
              .reviews = {}};
    if (outcome && outcome_on && outcome_by) {
      need.outcome = Outcome{*outcome, *outcome_on, *outcome_by, Sensitive(note.value_or(""))};
    }
    plan.needs.push_back(std::move(need));
  }
  return {};
}

// The need that a row belongs to; its foreign key says that it is there.
Need* NeedOf(Plan::Snapshot& plan, const NeedId& id) {
  const auto found = std::ranges::lower_bound(plan.needs, id, {}, &Need::id);
  return found == plan.needs.end() || found->id != id ? nullptr : &*found;
}

Result<void> LoadActions(store::Session& session, Plan::Snapshot& plan) {
  TTG_TRY(auto rows,
          session.Query<ActionId, NeedId, PersonId, std::string, ActorId, Date, ActionState, Date,
                        ActorId, MaybeDate, MaybeActor, std::string>(
              fmt::format("SELECT {} FROM plan_action WHERE person_id = :person ORDER BY action_id",
                          kActionColumns),
              {{"person", plan.person}}));
  for (auto& [id, need_id, person, description, owner, due_on, state, planned_on, planned_by,
              ended_on, ended_by, result] : rows) {
    Need* need = NeedOf(plan, need_id);
    if (need == nullptr) continue;
    need->actions.push_back({id, Sensitive(std::move(description)), owner, due_on, state,
                             planned_on, planned_by, ended_on, ended_by,
                             Sensitive(std::move(result))});
  }
  return {};
}

Result<void> LoadReviews(store::Session& session, Plan::Snapshot& plan) {
  TTG_TRY(auto rows, session.Query<NeedId, int, PersonId, NeedOutcome, Date, ActorId, std::string,
                                   Date, ActorId, int, std::string>(
                         fmt::format("SELECT {} FROM plan_need_review WHERE person_id = :person "
                                     "ORDER BY need_id, ordinal",
                                     kReviewColumns),
                         {{"person", plan.person}}));
  for (auto& [need_id, ordinal, person, outcome, outcome_on, outcome_by, outcome_note, on, by,
              closed, note] : rows) {
    Need* need = NeedOf(plan, need_id);
    if (need == nullptr) continue;
    need->reviews.push_back({{outcome, outcome_on, outcome_by, Sensitive(std::move(outcome_note))},
                             on,
                             by,
                             closed == 1,
                             Sensitive(std::move(note))});
  }
  return {};
}

PlanReport ReportOf(ReportRow row) {
  auto& [id, person, kind, version, state, started_by, started_at, submitted_by, submitted_at,
         reviewed_by, reviewed_at, note] = row;
  return {id,
          kind,
          version,
          state,
          started_by,
          started_at,
          submitted_by,
          submitted_at,
          reviewed_by,
          reviewed_at,
          Sensitive(std::move(note))};
}

// A merged person may have two of one version: the later one is the newest.
Result<void> LoadNewestReports(store::Session& session, Plan::Snapshot& plan) {
  TTG_TRY(auto rows,
          session.Query<ReportId, PersonId, ReportKind, int, ReportState, ActorId, Instant,
                        MaybeActor, MaybeInstant, MaybeActor, MaybeInstant, std::string>(
              fmt::format("SELECT {} FROM plan_report WHERE person_id = :person "
                          "ORDER BY version, report_id",
                          kReportColumns),
              {{"person", plan.person}}));
  for (ReportRow& row : rows) {
    PlanReport report = ReportOf(std::move(row));
    plan.reports.insert_or_assign(report.kind, std::move(report));
  }
  return {};
}

}  // namespace

Result<Plan::Snapshot> LoadPlan(store::Session& session, const PersonId& person) {
  Plan::Snapshot plan = Plan(person).snapshot();
  TTG_TRY(const auto row,
          session.QueryOne<std::int64_t>("SELECT version FROM plan WHERE person_id = :person",
                                         {{"person", person}}));
  if (!row) return plan;
  plan.version = std::get<0>(*row);
  TTG_RETURN_IF_ERROR(LoadPathways(session, plan));
  TTG_RETURN_IF_ERROR(LoadNeeds(session, plan));
  TTG_RETURN_IF_ERROR(LoadActions(session, plan));
  TTG_RETURN_IF_ERROR(LoadReviews(session, plan));
  TTG_RETURN_IF_ERROR(LoadNewestReports(session, plan));
  return plan;
}

Result<std::vector<FiledReport>> LoadReports(store::Session& session, const ReportQuery& query) {
  store::Binds binds = {{"person", query.person}, {"limit", query.limit}};
  std::string condition = "r.person_id = :person";
  if (query.kind) {
    condition += " AND r.kind = :kind";
    binds.emplace_back("kind", ToString(*query.kind));
  }
  if (!query.after.empty()) {
    condition += " AND r.report_id < :after";
    binds.emplace_back("after", query.after);
  }
  TTG_TRY(
      auto rows,
      session.Query<ReportId, PersonId, ReportKind, int, ReportState, ActorId, Instant, MaybeActor,
                    MaybeInstant, MaybeActor, MaybeInstant, std::string, MaybeDate, MaybeText>(
          fmt::format("SELECT r.report_id, r.person_id, r.kind, r.version, r.state, "
                      "r.started_by, r.started_at, r.submitted_by, r.submitted_at, "
                      "r.reviewed_by, r.reviewed_at, r.review_note, c.copied_on, c.content "
                      "FROM plan_report r LEFT JOIN plan_report_copy c ON c.report_id = "
                      "r.report_id WHERE {} ORDER BY r.report_id DESC LIMIT :limit",
                      condition),
          binds));
  std::vector<FiledReport> reports;
  reports.reserve(rows.size());
  for (auto& [id, person, kind, version, state, started_by, started_at, submitted_by, submitted_at,
              reviewed_by, reviewed_at, note, copied_on, content] : rows) {
    FiledReport filed{
        ReportOf({id, person, kind, version, state, started_by, started_at, submitted_by,
                  submitted_at, reviewed_by, reviewed_at, std::move(note)}),
        std::nullopt};
    if (copied_on && content) {
      TTG_TRY(filed.copy, ReadCopy(*copied_on, *content));
    }
    reports.push_back(std::move(filed));
  }
  return reports;
}

}  // namespace ttg::release

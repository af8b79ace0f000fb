#include "release/rpc/plan/plan_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/plan/plan_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

void Fill(Date date, ttg::common::v1::Date& out) { out = rpc::ToProto(date); }

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  const absl::Duration since = instant - absl::UnixEpoch();
  absl::Duration rest;
  out.set_seconds(absl::IDivDuration(since, absl::Seconds(1), &rest));
  out.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
}

void RenderPathway(Pathway pathway, const PathwayEntry& entry, pb::PathwayEntry& out) {
  out.set_pathway(ToProto<pb::Pathway>(pathway));
  out.set_status(ToProto<pb::PathwayStatus>(entry.status));
  out.set_reason(entry.reason.Reveal());
  if (entry.assessed_on) Fill(*entry.assessed_on, *out.mutable_assessed_on());
  if (entry.assessed_by) out.set_assessed_by(entry.assessed_by->str());
}

void RenderAction(const Need& need, const Action& action, Date today, pb::Action& out) {
  out.set_action_id(action.id.str());
  out.set_need_id(need.id.str());
  out.set_description(action.description.Reveal());
  out.set_owner_id(action.owner.str());
  Fill(action.due_on, *out.mutable_due_on());
  out.set_state(ToProto<pb::ActionState>(action.state));
  Fill(action.planned_on, *out.mutable_planned_on());
  out.set_planned_by(action.planned_by.str());
  if (action.ended_on) Fill(*action.ended_on, *out.mutable_ended_on());
  if (action.ended_by) out.set_ended_by(action.ended_by->str());
  out.set_result(action.result.Reveal());
  out.set_overdue(action.IsOverdue(today));
}

// Of a need, and of a review of it.
template <typename Message>
void RenderOutcome(const Outcome& outcome, Message& out) {
  out.set_outcome(ToProto<pb::NeedOutcome>(outcome.outcome));
  Fill(outcome.recorded_on, *out.mutable_outcome_on());
  out.set_outcome_by(outcome.recorded_by.str());
  out.set_outcome_note(outcome.note.Reveal());
}

void RenderReview(const NeedReview& review, pb::NeedReview& out) {
  RenderOutcome(review.outcome, out);
  Fill(review.reviewed_on, *out.mutable_reviewed_on());
  out.set_reviewed_by(review.reviewed_by.str());
  out.set_closed(review.closed);
  out.set_note(review.note.Reveal());
}

void RenderNeed(const Need& need, Date today, pb::Need& out) {
  out.set_need_id(need.id.str());
  out.set_pathway(ToProto<pb::Pathway>(need.pathway));
  out.set_description(need.description.Reveal());
  Fill(need.assessed_on, *out.mutable_assessed_on());
  out.set_assessed_by(need.assessed_by.str());
  out.set_state(ToProto<pb::NeedState>(need.state));
  for (const Action& action : need.actions) {
    RenderAction(need, action, today, *out.add_actions());
  }
  if (need.outcome) RenderOutcome(*need.outcome, out);
  for (const NeedReview& review : need.reviews) RenderReview(review, *out.add_reviews());
}

// What a plan and a copy of it have in common.
template <typename Message>
void RenderWhole(const PathwayEntries& pathways, const std::vector<Need>& needs, Date today,
                 Message& out) {
  for (std::size_t i = 0; i < pathways.size(); ++i) {
    RenderPathway(static_cast<Pathway>(i), pathways[i], *out.add_pathways());
  }
  for (const Need& need : needs) RenderNeed(need, today, *out.add_needs());
}

void RenderReport(const PlanReport& report, pb::PlanReport& out) {
  out.set_report_id(report.id.str());
  out.set_kind(ToProto<pb::ReportKind>(report.kind));
  out.set_version(report.version);
  out.set_state(ToProto<pb::ReportState>(report.state));
  out.set_started_by(report.started_by.str());
  Fill(report.started_at, *out.mutable_started_at());
  if (report.submitted_by) out.set_submitted_by(report.submitted_by->str());
  if (report.submitted_at) Fill(*report.submitted_at, *out.mutable_submitted_at());
  if (report.reviewed_by) out.set_reviewed_by(report.reviewed_by->str());
  if (report.reviewed_at) Fill(*report.reviewed_at, *out.mutable_reviewed_at());
  out.set_review_note(report.review_note.Reveal());
}

}  // namespace

void Render(const Plan& plan, Date today, pb::Plan& out) {
  const Plan::Snapshot& data = plan.snapshot();
  out.set_person_id(data.person.str());
  out.set_etag(rpc::EtagOf(data.version));
  RenderWhole(data.pathways, data.needs, today, out);
  for (const auto& [kind, report] : data.reports) RenderReport(report, *out.add_reports());
}

void Render(const FiledReport& filed, pb::PlanReport& out) {
  RenderReport(filed.report, out);
  if (!filed.copy) return;
  RenderWhole(filed.copy->pathways, filed.copy->needs, filed.copy->copied_on, out);
}

void Render(const MissingItem& item, pb::MissingItem& out) {
  out.set_reason(item.reason);
  out.set_message(item.message);
  if (item.pathway) out.set_pathway(ToProto<pb::Pathway>(*item.pathway));
  if (item.need) out.set_need_id(item.need->str());
  if (item.action) out.set_action_id(item.action->str());
}

}  // namespace ttg::release

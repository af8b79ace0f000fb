#include "release/rpc/timetable/timetable_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

static_assert(static_cast<int>(MilestoneState::kNotNeeded) + 1 == pb::MILESTONE_STATE_NOT_NEEDED);
static_assert(static_cast<int>(TimetableAnchor::kNone) + 1 == pb::TIMETABLE_ANCHOR_NONE);

void Fill(Date date, ttg::common::v1::Date& out) { out = rpc::ToProto(date); }

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  const absl::Duration since = instant - absl::UnixEpoch();
  absl::Duration rest;
  out.set_seconds(absl::IDivDuration(since, absl::Seconds(1), &rest));
  out.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
}

void RenderRecord(const MilestoneRecord& record, pb::Milestone& out) {
  if (record.outcome == MilestoneState::kDone) {
    out.set_evidence(record.text.Reveal());
  } else {
    out.set_not_needed_reason(record.text.Reveal());
  }
  if (record.done_on) Fill(*record.done_on, *out.mutable_done_on());
  out.set_recorded_by(record.recorded_by.str());
  Fill(record.recorded_at, *out.mutable_recorded_at());
}

void Render(const Milestone& step, pb::Milestone& out) {
  out.set_kind(ToProto<pb::MilestoneKind>(step.kind));
  out.set_state(ToProto<pb::MilestoneState>(step.state));
  if (step.opens_on) Fill(*step.opens_on, *out.mutable_opens_on());
  if (step.due_on) Fill(*step.due_on, *out.mutable_due_on());
  out.set_late_notice(step.late_notice);
  out.set_escalated(step.escalated);
  out.set_warning(step.warning);
  out.set_not_needed_reason(step.not_needed);
  if (step.record) RenderRecord(*step.record, out);
}

}  // namespace

void Render(const Person& person, const Timetable& timetable, pb::Timetable& out) {
  out.set_person_id(person.id().str());
  out.set_etag(rpc::EtagOf(person.snapshot().version));
  out.set_anchor(ToProto<pb::TimetableAnchor>(timetable.anchor.kind));
  if (timetable.anchor.day) Fill(*timetable.anchor.day, *out.mutable_anchor_date());
  out.set_regime(std::string(ToString(timetable.regime)));
  out.set_calendar_version(timetable.calendar_version);
  out.set_ended(timetable.ended);
  if (timetable.suspended_until) Fill(*timetable.suspended_until, *out.mutable_suspended_until());
  for (const Milestone& step : timetable.milestones) Render(step, *out.add_milestones());
}

void Render(const DueMilestone& line, pb::DueMilestone& out) {
  out.set_person_id(line.person.str());
  out.set_prison_number(line.number.Reveal());
  out.set_family_name(line.family_name.Reveal());
  out.set_given_names(line.given_names.Reveal());
  out.set_prison_id(line.prison.str());
  if (line.delivery_unit) out.set_delivery_unit(line.delivery_unit->str());
  if (line.owner) out.set_owner_id(line.owner->str());
  if (line.release_date) Fill(*line.release_date, *out.mutable_release_date());
  Render(line.milestone, *out.mutable_milestone());
}

void Render(const CalendarFeed& feed, pb::CalendarFeed& out) {
  out.set_calendar_feed_id(feed.id.str());
  out.set_etag(rpc::EtagOf(feed.version));
  out.set_owner_id(feed.owner.str());
  Fill(feed.created_at, *out.mutable_created_at());
  if (feed.revoked_at) Fill(*feed.revoked_at, *out.mutable_revoked_at());
}

}  // namespace ttg::release

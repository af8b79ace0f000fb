#include "release/rpc/ownership/ownership_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"

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

}  // namespace

void Render(const HandoverView& view, Date through, pb::Handover& out) {
  const Handover::Snapshot& data = view.handover.snapshot();
  out.set_handover_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  out.set_person_id(data.person.str());
  out.set_state(ToProto<pb::HandoverState>(data.state));
  out.set_from_owner_id(data.from.id.str());
  out.set_from_side(ToProto<pb::OwnerSide>(data.from.side));
  out.set_to_owner_id(data.to.id.str());
  out.set_to_side(ToProto<pb::OwnerSide>(data.to.side));
  for (const HandoverItem item : data.checklist) {
    out.add_checklist(ToProto<pb::HandoverItem>(item));
  }
  Fill(data.offered_at, *out.mutable_offered_at());
  Fill(data.expires_on, *out.mutable_expires_on());
  if (data.ended_at) Fill(*data.ended_at, *out.mutable_ended_at());
  if (data.ended_by) out.set_ended_by(data.ended_by->str());
  out.set_reason(data.reason);
  if (view.release_date) Fill(*view.release_date, *out.mutable_release_date());
  out.set_to_be_assigned(data.state == HandoverState::kOffered && view.release_date &&
                         *view.release_date <= through);
}

void Render(const DueLine& line, Date today, pb::HandoverDue& out) {
  out.set_person_id(line.person.str());
  out.set_owner_id(line.owner.str());
  out.set_prison_id(line.prison.str());
  if (line.delivery_unit) out.set_delivery_unit(line.delivery_unit->str());
  if (line.release_date) Fill(*line.release_date, *out.mutable_release_date());
  Fill(line.due.on, *out.mutable_due_on());
  out.set_rule(ToProto<pb::HandoverDueRule>(line.due.rule));
  out.set_overdue(line.due.on < today);
  if (line.handover) out.set_handover_id(line.handover->str());
}

void Render(const Worker& worker, pb::Worker& out) {
  const Worker::Snapshot& data = worker.snapshot();
  out.set_worker_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  out.set_name(data.is.name.Reveal());
  out.set_side(ToProto<pb::OwnerSide>(data.is.side));
  if (data.is.prison) out.set_prison_id(data.is.prison->str());
  if (data.is.delivery_unit) out.set_delivery_unit(data.is.delivery_unit->str());
  out.set_telephone(data.is.telephone.Reveal());
  out.set_contracted_minutes(data.is.contracted_minutes);
  out.set_reduced_minutes(data.is.reduced_minutes);
  if (data.is.leaves_on) Fill(*data.is.leaves_on, *out.mutable_leaves_on());
  for (const Absence& absence : data.absences) {
    pb::Absence& line = *out.add_absences();
    line.set_absence_id(absence.id.str());
    Fill(absence.from, *line.mutable_from());
    if (absence.until) Fill(*absence.until, *line.mutable_until());
  }
}

void Render(const WorkloadView& view, pb::Workload& out) {
  Render(view.worker, *out.mutable_worker());
  out.set_cases(static_cast<int>(view.load.cases));
  out.set_points(static_cast<int>(view.load.points));
  out.set_available_points(static_cast<int>(view.load.available_points));
  if (const auto percentage = view.load.Percentage()) {
    out.set_percentage(static_cast<int>(*percentage));
  }
  out.set_over(view.load.IsOver());
  out.set_excessive(view.excessive);
  out.set_absent(view.absent);
}

void Render(const GivenCase& given, const ActorId& from, pb::Reallocation& out) {
  out.set_person_id(given.person.str());
  out.set_from_owner_id(from.str());
  out.set_to_owner_id(given.to.str());
  out.set_points(given.points);
}

}  // namespace ttg::release

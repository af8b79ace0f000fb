#include "release/rpc/movements/movement_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/movements/movement_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  const absl::Duration since = instant - absl::UnixEpoch();
  absl::Duration rest;
  out.set_seconds(absl::IDivDuration(since, absl::Seconds(1), &rest));
  out.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
}

void Fill(const MovementEffects& effects, pb::MovementEffects& out) {
  out.set_bed(ToProto<pb::MovementEffect>(effects.bed));
  out.set_job(ToProto<pb::MovementEffect>(effects.job));
  out.set_mentoring_match(ToProto<pb::MovementEffect>(effects.mentoring_match));
  out.set_timetable(ToProto<pb::MovementEffect>(effects.timetable));
  if (effects.decide_by) *out.mutable_decide_by() = rpc::ToProto(*effects.decide_by);
}

}  // namespace

void Render(const Movement& movement, pb::Movement& out) {
  out.set_movement_id(movement.id.str());
  out.set_etag(rpc::EtagOf(movement.version));
  out.set_person_id(movement.person.str());
  out.set_kind(ToProto<pb::MovementKind>(movement.kind));
  Fill(movement.occurred_at, *out.mutable_occurred_at());
  Fill(movement.recorded_at, *out.mutable_recorded_at());
  out.set_recorded_by(movement.recorded_by.str());
  out.set_source(ToProto<pb::MovementSource>(movement.source));
  if (movement.from_prison) out.set_from_prison_id(movement.from_prison->str());
  if (movement.to_prison) out.set_to_prison_id(movement.to_prison->str());
  out.set_reason(movement.reason);
  Fill(movement.effects, *out.mutable_effects());
  out.set_out_of_order(movement.out_of_order);
  Fill(movement.settles_at, *out.mutable_settles_at());
  if (movement.reversed_at) Fill(*movement.reversed_at, *out.mutable_reversed_at());
  if (movement.reversed_by) out.set_reversed_by(movement.reversed_by->str());
  out.set_reversal_reason(movement.reversal_reason);
  if (movement.corrects) out.set_corrects_movement_id(movement.corrects->str());
}

void Render(const MovementRule& rule, pb::MovementRule& out) {
  out.set_kind(ToProto<pb::MovementKind>(rule.kind));
  for (const PersonState state : rule.from) out.add_from_states(ToProto<pb::PersonState>(state));
  out.set_to_state(ToProto<pb::PersonState>(rule.to));
  out.set_bed(ToProto<pb::MovementEffect>(rule.bed));
  out.set_job(ToProto<pb::MovementEffect>(rule.job));
  out.set_mentoring_match(ToProto<pb::MovementEffect>(rule.mentoring_match));
  out.set_timetable(ToProto<pb::MovementEffect>(rule.timetable));
  out.set_decide_within_days(rule.decide_within_days);
  out.set_needs_prison(rule.needs_prison);
  for (const Role role : rule.roles) out.add_roles(std::string(ToString(role)));
}

}  // namespace ttg::release

#include "journey/rpc/render.h"

#include <algorithm>

#include "platform/rpc/conversions.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::journey::v1;
namespace common = ::ttg::common::v1;

pb::PathwayState ToProto(PathwayState state) {
  switch (state) {
    case PathwayState::kNone:
      return pb::PATHWAY_STATE_NONE;
    case PathwayState::kInProgress:
      return pb::PATHWAY_STATE_IN_PROGRESS;
    case PathwayState::kConfirmed:
      return pb::PATHWAY_STATE_CONFIRMED;
    case PathwayState::kAtRisk:
      return pb::PATHWAY_STATE_AT_RISK;
    case PathwayState::kDone:
      return pb::PATHWAY_STATE_DONE;
  }
  return pb::PATHWAY_STATE_UNSPECIFIED;
}

common::ReleaseDayOutcome ToProto(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotAffected:
      return common::RELEASE_DAY_OUTCOME_NOT_AFFECTED;
    case Outcome::kMoved:
      return common::RELEASE_DAY_OUTCOME_MOVED;
    case Outcome::kAtRisk:
      return common::RELEASE_DAY_OUTCOME_AT_RISK;
  }
  return common::RELEASE_DAY_OUTCOME_UNSPECIFIED;
}

void Render(const Effect& effect, common::ReleaseDayEffect& out) {
  out.set_kind(effect.kind);
  out.set_id(effect.id);
  out.set_outcome(ToProto(effect.outcome));
  if (effect.from) *out.mutable_from() = rpc::ToProto(*effect.from);
  if (effect.to) *out.mutable_to() = rpc::ToProto(*effect.to);
  out.set_reason(effect.reason);
}

void Render(const Answer& answer, Instant changed_at, pb::RippleAnswer& out) {
  out.set_answered(true);
  out.set_outcome(ToProto(answer.outcome));
  for (const Effect& effect : answer.effects) Render(effect, *out.add_effects());
  out.set_needs_acknowledgement(answer.needs_acknowledgement);
  out.set_acknowledged_by(answer.acknowledged_by);
  if (answer.acknowledged_at) out.set_acknowledged_at(FormatInstant(*answer.acknowledged_at));
  out.set_answered_after_ms(absl::ToInt64Milliseconds(answer.answered_at - changed_at));
}

}  // namespace

void Render(const TimelineEntry& entry, pb::TimelineEntry& out) {
  out.set_event_id(entry.event.str());
  out.set_occurred_at(FormatInstant(entry.occurred_at));
  out.set_context(entry.context);
  out.set_type(entry.type);
  out.set_summary(entry.summary);
  out.set_subject(entry.subject);
  out.set_correlation_id(entry.correlation_id);
  out.set_causation_id(entry.causation_id);
}

void Render(const BoardLine& line, pb::BoardLine& out) {
  out.set_person_id(line.person.str());
  if (line.release_date) *out.mutable_release_date() = rpc::ToProto(*line.release_date);
  if (line.prison) out.set_prison_id(line.prison->str());
  if (line.delivery_unit) out.set_delivery_unit(line.delivery_unit->str());
  if (line.owner) out.set_owner_id(line.owner->str());
  out.set_bed(ToProto(line.bed));
  out.set_job(ToProto(line.job));
  out.set_mentor(ToProto(line.mentor));
  out.set_open_ripples(line.open_ripples);
  out.set_released(line.released);
}

void Render(const Ripple& ripple, pb::Ripple& out) {
  out.set_cause_event_id(ripple.cause.str());
  out.set_person_id(ripple.person.str());
  if (ripple.previous_release_date) {
    *out.mutable_previous_release_date() = rpc::ToProto(*ripple.previous_release_date);
  }
  if (ripple.release_date) *out.mutable_release_date() = rpc::ToProto(*ripple.release_date);
  out.set_changed_at(FormatInstant(ripple.changed_at));
  for (const std::string_view context : kAnsweringContexts) {
    pb::RippleAnswer& shown = *out.add_answers();
    shown.set_context(std::string(context));
    const auto answer =
        std::find_if(ripple.answers.begin(), ripple.answers.end(),
                     [&](const Answer& candidate) { return candidate.context == context; });
    if (answer != ripple.answers.end()) Render(*answer, ripple.changed_at, shown);
  }
  out.set_open(IsOpen(ripple.answers));
}

}  // namespace ttg::journey

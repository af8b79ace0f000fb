#include "release/rpc/prison_events/prison_event_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"
#include "release/rpc/movements/timestamps.h"

namespace ttg::release {

void Render(const PrisonEvent& event, v1::PrisonEvent& out) {
  out.set_prison_event_id(event.id.str());
  out.set_etag(rpc::EtagOf(event.version));
  out.set_source(event.source);
  out.set_event_type(event.notice.type);
  if (event.notice.occurred_at) {
    FillTimestamp(*event.notice.occurred_at, *out.mutable_occurred_at());
  }
  FillTimestamp(event.received_at, *out.mutable_received_at());
  out.set_prison_number(event.notice.number.Reveal());
  out.set_outcome(ToProto<v1::PrisonEventOutcome>(event.outcome));
  out.set_outcome_reason(event.outcome_reason);
  if (event.movement) out.set_movement_id(event.movement->str());
}

void Render(const PrisonEvent& event, v1::PrisonEventResult& out) {
  out.set_outcome(ToProto<v1::PrisonEventOutcome>(event.outcome));
  out.set_reason(event.outcome_reason);
  // Told again, it has led to nothing more.
  const bool is_repeated = event.outcome == PrisonEventOutcome::kRepeated;
  if (event.movement && !is_repeated) out.set_movement_id(event.movement->str());
}

}  // namespace ttg::release

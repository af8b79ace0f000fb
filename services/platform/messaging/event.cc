#include "platform/messaging/event.h"

namespace ttg::messaging {

std::string StreamName(std::string_view context) { return "events:" + std::string(context); }

CallContext ContextOf(const Event& event, const ActorId& service) {
  return {
      .actor = service,
      .roles = {Role::kSystem},
      .organisation = OrganisationId::Parse("SYSTEM").value(),
      .scope = {.organisations = {.all = true, .some = {}},
                .prisons = {.all = true, .some = {}},
                .delivery_units = {.all = true, .some = {}}},
      .purpose = "EVENT",
      .correlation_id = event.correlation_id,
      .causation_id = event.id,
      .traceparent = event.traceparent,
  };
}

}  // namespace ttg::messaging

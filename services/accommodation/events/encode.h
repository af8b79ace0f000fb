#pragma once

#include "accommodation/domain/accommodation_event.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "platform/messaging/event.h"

namespace ttg::accommodation {

// Writes what the domain announces as ttg.accommodation.v1 events. Holds no state of its own;
// `clock` and `ids` outlive it.
class EventEncoder {
 public:
  EventEncoder(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  messaging::Event operator()(const AccommodationEvent& event, const CallContext& call) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::accommodation

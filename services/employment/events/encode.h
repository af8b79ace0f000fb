#pragma once

#include "employment/domain/events.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "platform/messaging/event.h"

namespace ttg::employment {

// Turns what the domain announces into the event that stands in the log (ttg.employment.v1). All
// events of one person share a partition, so that they stay in order.
class EventEncoder {
 public:
  // Both outlive it.
  EventEncoder(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  messaging::Event operator()(const EmploymentEvent& event, const CallContext& call) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::employment

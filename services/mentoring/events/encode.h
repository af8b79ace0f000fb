#pragma once

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "mentoring/domain/mentoring_event.h"
#include "platform/messaging/event.h"

namespace ttg::mentoring {

// Makes a CloudEvent of what happened: ids, dates, codes and versions only. A block that is about
// another person reads COMPATIBILITY.
class EventEncoder {
 public:
  EventEncoder(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  messaging::Event operator()(const MentoringEvent& event, const CallContext& call) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::mentoring

#pragma once

#include <cstdint>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "platform/messaging/event.h"
#include "release/domain/events.h"

namespace ttg::release {

// Makes the events that this service announces: ttg.release.v1. The partition key is the person; so
// is the subject, but for reports, handovers and consents, which have versions of their own. What
// it refers to outlives it.
class EncodeEvent {
 public:
  EncodeEvent(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // `version` is the subject's after the change.
  messaging::Event operator()(const ReleaseEvent& event, std::int64_t version,
                              const CallContext& call) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::release

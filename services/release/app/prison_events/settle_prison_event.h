#pragma once

#include <cstdint>
#include <string>

#include "release/app/prison_events/apply_prison_event.h"

namespace ttg::release {

// Takes an event off the work list: tries it again, or sets it aside with a reason.
class SettlePrisonEvent {
 public:
  struct Command {
    PrisonEventId event;
    std::int64_t expected_version = 0;
    // False: set it aside.
    bool retry = false;
    std::string reason;
  };

  SettlePrisonEvent(const Clock& clock, const ApplyPrisonEvent& apply)
      : clock_(clock), apply_(apply) {}

  // Errors: NotFound / PRISON_EVENT_NOT_FOUND; Stale / PRISON_EVENT_CHANGED; Invalid /
  // REASON_MISSING; Precondition / SETTLED_ALREADY, or why it is refused still.
  Result<PrisonEvent> operator()(const PrisonEventStores& stores, const CallContext& call,
                                 const Command& command) const;

 private:
  const Clock& clock_;
  const ApplyPrisonEvent& apply_;
};

// Applies what waited for somebody who is known by now; how many were taken up.
class ApplyWaitingEvents {
 public:
  explicit ApplyWaitingEvents(const ApplyPrisonEvent& apply) : apply_(apply) {}

  Result<std::vector<PrisonEvent>> operator()(const PrisonEventStores& stores,
                                              const CallContext& call, int limit) const;

 private:
  const ApplyPrisonEvent& apply_;
};

}  // namespace ttg::release

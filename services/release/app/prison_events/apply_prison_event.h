#pragma once

#include <optional>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/merges/merge_people.h"
#include "release/app/movements/record_movement.h"
#include "release/app/prison_events/ports.h"

namespace ttg::release {

// The stores of one transaction that an event may touch.
struct PrisonEventStores {
  MergeStores records;
  PrisonEventStore& events;
};

// Applies what the prison system tells about somebody (domain A8). Whatever was refused of the same
// person because this had not been told yet is tried again, so that the order in which events come
// makes no difference.
class ApplyPrisonEvent {
 public:
  ApplyPrisonEvent(const RecordMovement& record, const MergePeople& merge)
      : record_(record), merge_(merge) {}

  // Decides the outcome of an event that is stored already, and stores it. An error is a fault of
  // the store, or a change by somebody else meanwhile.
  Result<PrisonEvent> operator()(const PrisonEventStores& stores, const CallContext& call,
                                 PrisonEvent event) const;

 private:
  Result<PrisonEvent> ApplyOne(const PrisonEventStores& stores, const CallContext& call,
                               PrisonEvent event) const;
  Result<void> ApplyMovement(const PrisonEventStores& stores, const CallContext& call,
                             const PrisonEventRule& rule, PrisonEvent& event) const;
  Result<void> ApplyMerge(const PrisonEventStores& stores, const CallContext& call,
                          PrisonEvent& event) const;
  Result<void> TryRefused(const PrisonEventStores& stores, const CallContext& call,
                          const PrisonEvent& applied) const;

  const RecordMovement& record_;
  const MergePeople& merge_;
};

// On behalf of the prison system: every prison, whoever sends the events on.
CallContext PrisonSystemCall(const CallContext& call);

}  // namespace ttg::release

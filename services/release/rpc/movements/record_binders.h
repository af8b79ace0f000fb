#pragma once

#include <functional>
#include <memory>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/prison_events/apply_prison_event.h"

namespace ttg::release {

// All stores that merges and events of the prison system touch, bound to one transaction.
struct BoundRecords {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<MovementStore> movements;
  std::unique_ptr<ConsentStore> consents;
  std::unique_ptr<MergeStore> merges;
  std::unique_ptr<PrisonEventStore> events;

  MergeStores records() const { return {*people, *movements, *consents, *merges}; }
  PrisonEventStores all() const { return {records(), *events}; }
};

using BindRecords = std::function<BoundRecords(store::Session&, const CallContext&)>;

}  // namespace ttg::release

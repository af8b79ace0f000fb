#pragma once

#include "release/app/merges/merge_use_cases.h"
#include "release/app/movements/movement_use_cases.h"
#include "release/app/prison_events/receive_prison_events.h"
#include "release/app/prison_events/settle_prison_event.h"

namespace ttg::release {

// Everything that is done with events of the prison system. What it is given outlives it.
struct PrisonEventUseCases {
  PrisonEventUseCases(const Clock& clock, IdSource& ids, const MovementUseCases& movements,
                      const MergeUseCases& merges)
      : apply(movements.record, merges.merge), receive(clock, ids, apply), settle(clock, apply) {}
  PrisonEventUseCases(const PrisonEventUseCases&) = delete;
  PrisonEventUseCases& operator=(const PrisonEventUseCases&) = delete;

  ApplyPrisonEvent apply;
  ReceivePrisonEvents receive;
  SettlePrisonEvent settle;
  ApplyWaitingEvents apply_waiting{apply};
};

}  // namespace ttg::release

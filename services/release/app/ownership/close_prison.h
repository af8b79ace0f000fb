#pragma once

#include <string>
#include <vector>

#include "kernel/calendar.h"
#include "release/app/movements/ports.h"
#include "release/app/ownership/change_handover.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

// Moves everybody in a prison that closes to another prison at once, with what is open for them;
// their owners stay (domain A11). Whoever is in is transferred; whoever is out for a while belongs
// to the other prison from now on. A reader sees all of them before or all of them after.
// Errors: Invalid / PRISON_UNKNOWN, SAME_PRISON; Precondition / NOBODY_THERE, also for a prison out
// of the caller's reach.
class ClosePrison {
 public:
  struct Command {
    PrisonId prison;
    PrisonId to_prison;
    std::string reason;
  };

  // What it is given outlives it.
  ClosePrison(const Clock& clock, const Calendar& calendar, IdSource& ids,
              const ReferenceData& reference)
      : clock_(clock), calendar_(calendar), ids_(ids), reference_(reference) {}

  // Who would move; nothing is written.
  Result<std::vector<PersonId>> DryRun(OwnershipStore& store, const CallContext& call,
                                       const Command& command) const;
  Result<PrisonClosure> operator()(const OwnershipStores& stores, MovementStore& movements,
                                   const CallContext& call, const Command& command) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
  const ReferenceData& reference_;
};

}  // namespace ttg::release

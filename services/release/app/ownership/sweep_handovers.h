#pragma once

#include <vector>

#include "kernel/calendar.h"
#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// Ends offers that are over: those whose last day has passed expire, but for those that the
// receiving lead has to assign; those of people who have died, been deported or been merged are
// withdrawn (domain A8, A11). For the system's own timer.
class SweepHandovers {
 public:
  SweepHandovers(const ChangeHandover& change, const Clock& clock, const Calendar& calendar)
      : change_(change), clock_(clock), calendar_(calendar) {}

  // Ends at most `limit`; whose they were.
  Result<std::vector<PersonId>> operator()(const OwnershipStores& stores, const CallContext& call,
                                           int limit) const;

 private:
  const ChangeHandover& change_;
  const Clock& clock_;
  const Calendar& calendar_;
};

}  // namespace ttg::release

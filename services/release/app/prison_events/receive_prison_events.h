#pragma once

#include <string>
#include <vector>

#include "release/app/prison_events/apply_prison_event.h"

namespace ttg::release {

// Takes events of the prison system, each exactly once, whatever is repeated, late or out of order
// (domain A8). One that a rule forbids stops no other.
class ReceivePrisonEvents {
 public:
  struct Received {
    // Where it stands in its source; empty: the source has no positions.
    std::string position;
    PrisonEventNotice notice;
  };
  struct Command {
    std::string source;
    std::vector<Received> events;
  };
  // In the order of the command. A repeated one is as it stands, with outcome REPEATED.
  struct Receipt {
    std::string batch;
    std::vector<PrisonEvent> events;
    // The last position of the source.
    std::string position;
  };

  ReceivePrisonEvents(const Clock& clock, IdSource& ids, const ApplyPrisonEvent& apply)
      : clock_(clock), ids_(ids), apply_(apply) {}

  // Errors: those of the stores.
  Result<Receipt> operator()(const PrisonEventStores& stores, const CallContext& call,
                             Command command) const;

 private:
  Result<PrisonEvent> Take(const PrisonEventStores& stores, const CallContext& call,
                           PrisonEvent event) const;

  const Clock& clock_;
  IdSource& ids_;
  const ApplyPrisonEvent& apply_;
};

}  // namespace ttg::release

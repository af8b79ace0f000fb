#pragma once

#include <optional>
#include <set>

#include "kernel/calendar.h"
#include "release/app/change_person.h"
#include "release/app/ownership/change_handover.h"

namespace ttg::release {

// Offers a case to a receiving owner, by its owner or a lead (domain A11).
// Errors: Precondition / NOT_THE_OWNER, Invalid / WORKER_UNKNOWN, WORKER_HAS_LEFT, and those of
// Handover::Offer and Person::OfferCase.
class OfferHandover {
 public:
  struct Command {
    PersonTarget target;
    ActorId to_owner;
    std::set<HandoverItem> checklist;
    // Absent: 10 working days from today.
    std::optional<Date> expires_on;
  };

  // What it is given outlives it.
  OfferHandover(const Clock& clock, const Calendar& calendar, IdSource& ids)
      : clock_(clock), calendar_(calendar), ids_(ids) {}

  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
};

// Somebody who may be given a case: registered, and not gone.
// Errors: Invalid / WORKER_UNKNOWN, WORKER_HAS_LEFT.
Result<CaseOwner> FindReceiver(OwnershipStore& store, const ActorId& worker, Date today);

}  // namespace ttg::release

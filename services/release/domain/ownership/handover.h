#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/working_days.h"
#include "release/domain/events.h"
#include "release/domain/ids.h"
#include "release/domain/ownership/codes.h"
#include "release/domain/person.h"

namespace ttg::release {

// Somebody who owns a case, or is to own it.
struct CaseOwner {
  ActorId id;
  OwnerSide side = OwnerSide::kPrison;

  friend bool operator==(const CaseOwner&, const CaseOwner&) = default;
};

// The offer of one case to a receiving owner (domain A11). Until it is accepted or assigned the
// sender owns. Every verb refuses by a named reason and changes nothing then. Whoever calls a verb
// changes the person too (Person::OfferCase, TakeOver, EndOffer) and stores both together.
class Handover {
 public:
  struct Snapshot {
    HandoverId id;
    // 0: not stored yet.
    std::int64_t version = 0;
    PersonId person;
    HandoverState state = HandoverState::kOffered;
    CaseOwner from;
    CaseOwner to;
    std::set<HandoverItem> checklist;
    ActorId offered_by;
    Instant offered_at;
    // The offer lapses after this day.
    Date expires_on;
    std::optional<Instant> ended_at;
    std::optional<ActorId> ended_by;
    std::string reason;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  struct Terms {
    HandoverId id;
    PersonId person;
    CaseOwner from;
    CaseOwner to;
    // Complete, or it is refused.
    std::set<HandoverItem> checklist;
    Date expires_on;
  };
  static Result<std::pair<Handover, HandoverOffered>> Offer(Terms terms, const Act& act);
  // Rebuilds a stored handover without checking anything. For stores only.
  static Handover Restore(Snapshot stored) { return Handover(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }

  // By the receiving owner, before the offer lapses.
  Result<HandoverEnded> Accept(const Act& act);
  // By the receiving owner.
  Result<HandoverEnded> Decline(const std::string& reason, const Act& act);
  // By whoever offered it, the sender or a lead.
  Result<HandoverEnded> Withdraw(const std::string& reason, bool is_lead, const Act& act);
  // By the lead, to a worker of the receiving side, once `to_be_assigned` (ToBeAssigned).
  Result<HandoverEnded> Assign(const CaseOwner& to, const std::string& reason, bool to_be_assigned,
                               const Act& act);
  // By the system: nobody has taken it up in time.
  Result<HandoverEnded> Expire(const Act& act);
  // By the system: there is nothing left to hand over. `reason` is a code.
  Result<HandoverEnded> Drop(const std::string& reason, const Act& act);
  // Somebody else owns the case now and is the sender of the offer.
  Result<void> PassSender(const CaseOwner& from);

 private:
  explicit Handover(Snapshot data) : data_(std::move(data)) {}

  HandoverEnded End(HandoverState state, const std::string& reason, const Act& act);

  Snapshot data_;
};

// How many working days an offer stands, and before release the receiving lead assigns (domain
// A11).
inline constexpr int kOfferWorkingDays = 10;
inline constexpr int kAssignWorkingDays = 10;

// The last release day of which `today` is no more than 10 working days before: offers of people
// released up to then have to be assigned.
Date ToBeAssignedThrough(Date today, const WorkingDays& calendar);

}  // namespace ttg::release

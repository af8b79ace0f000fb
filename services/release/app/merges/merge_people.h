#pragma once

#include <string>

#include "kernel/calendar.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "release/app/change_person.h"
#include "release/app/consent/ports.h"
#include "release/app/consent/take_narrower_consents.h"
#include "release/app/merges/ports.h"
#include "release/app/movements/ports.h"
#include "release/app/ports.h"

namespace ttg::release {

// The stores of one transaction that a merge touches.
struct MergeStores {
  ReleaseStore& people;
  MovementStore& movements;
  ConsentStore& consents;
  MergeStore& merges;
};

// A merge as it was stored, and both people as they are after it.
struct MergedPair {
  PersonMerge merge;
  Person survivor;
  Person absorbed;
};

// Makes one person of two prison numbers (domain A8).
class MergePeople {
 public:
  struct Command {
    PersonTarget survivor;
    PersonTarget absorbed;
    std::string reason;
  };

  MergePeople(const Clock& clock, const Calendar& calendar, IdSource& ids)
      : clock_(clock), calendar_(calendar), ids_(ids), take_consents_(ids) {}

  // Errors: NotFound / PERSON_NOT_FOUND, Stale / PERSON_CHANGED, and those of Person::Merge.
  Result<MergedPair> operator()(const MergeStores& stores, const CallContext& call,
                                const Command& command) const;

  // The same for two people who have been read in this transaction.
  Result<MergedPair> Apply(const MergeStores& stores, const CallContext& call, Person survivor,
                           Person absorbed, const std::string& reason) const;

 private:
  // What was said under the absorbed number narrows what was said under the other; what stood
  // before is kept with the merge.
  Result<void> TakeConsents(const MergeStores& stores, const Act& act, PersonMerge& merge) const;

  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
  const TakeNarrowerConsents take_consents_;
};

}  // namespace ttg::release

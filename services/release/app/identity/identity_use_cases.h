#pragma once

#include "release/app/identity/add_alias.h"
#include "release/app/identity/decide_risk_answer.h"
#include "release/app/identity/dismiss_suspected_duplicate.h"
#include "release/app/identity/remove_alias.h"

namespace ttg::release {

// Everything that can be asked about who somebody is, put together once. What it is given outlives
// it.
struct IdentityUseCases {
  IdentityUseCases(const ChangePerson& change, const Clock& clock, IdSource& ids)
      : suspect(clock, ids),
        add_alias(change, suspect, ids),
        remove_alias(change),
        decide_risk_answer(change),
        dismiss_suspected_duplicate(clock) {}
  IdentityUseCases(const IdentityUseCases&) = delete;
  IdentityUseCases& operator=(const IdentityUseCases&) = delete;

  SuspectDuplicates suspect;
  AddAlias add_alias;
  RemoveAlias remove_alias;
  DecideRiskAnswer decide_risk_answer;
  DismissSuspectedDuplicate dismiss_suspected_duplicate;
};

}  // namespace ttg::release

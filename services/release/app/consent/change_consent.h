#pragma once

#include <cstdint>
#include <functional>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/consent/ports.h"
#include "release/app/ports.h"

namespace ttg::release {

// Which consent a command is about, and the version that its caller last read; 0: nobody had asked.
struct ConsentTarget {
  PersonId person;
  ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
  std::int64_t expected_version = 0;
};

// What every command on one consent shares: reach → load → etag → rule → store. The use cases say
// the rule.
class ChangeConsent {
 public:
  // Refuses, or changes the consent and says how. `whose`: the state that the person is in.
  using Rule = std::function<Result<ConsentChanges>(Consent&, PersonState whose, const Act&)>;

  ChangeConsent(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // Errors: NotFound / PERSON_NOT_FOUND, Stale / CONSENT_CHANGED, and the rule's.
  Result<Consent> operator()(ReleaseStore& people, ConsentStore& store, const CallContext& call,
                             const ConsentTarget& target, const Rule& rule) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::release

#pragma once

#include "release/app/consent/change_consent.h"

namespace ttg::release {

// Records that the person has taken a consent back (domain A14).
class WithdrawConsent {
 public:
  struct Command {
    ConsentTarget target;
    Date decided_on;
  };

  explicit WithdrawConsent(const ChangeConsent& change) : change_(change) {}

  Result<Consent> operator()(ReleaseStore& people, ConsentStore& store, const CallContext& call,
                             const Command& command) const;

 private:
  const ChangeConsent& change_;
};

}  // namespace ttg::release

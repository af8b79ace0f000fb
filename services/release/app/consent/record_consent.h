#pragma once

#include "release/app/consent/change_consent.h"

namespace ttg::release {

// Records what the person said: given or refused (domain A14).
class RecordConsent {
 public:
  struct Command {
    ConsentTarget target;
    Consent::Statement statement;
  };

  explicit RecordConsent(const ChangeConsent& change) : change_(change) {}

  Result<Consent> operator()(ReleaseStore& people, ConsentStore& store, const CallContext& call,
                             const Command& command) const;

 private:
  const ChangeConsent& change_;
};

}  // namespace ttg::release

#pragma once

#include <optional>
#include <string>

#include "release/app/consent/change_consent.h"

namespace ttg::release {

// Records a named decision to go ahead without consent, or ends it (domain A14).
class RecordLegalBasis {
 public:
  struct Command {
    ConsentTarget target;
    // Absent: it ends.
    std::optional<LegalBasisCode> code;
    Sensitive<std::string> reason;
  };

  explicit RecordLegalBasis(const ChangeConsent& change) : change_(change) {}

  Result<Consent> operator()(ReleaseStore& people, ConsentStore& store, const CallContext& call,
                             const Command& command) const;

 private:
  const ChangeConsent& change_;
};

}  // namespace ttg::release

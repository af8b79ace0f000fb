#pragma once

#include "release/app/consent/list_consents.h"
#include "release/app/consent/record_consent.h"
#include "release/app/consent/record_legal_basis.h"
#include "release/app/consent/take_narrower_consents.h"
#include "release/app/consent/withdraw_consent.h"

namespace ttg::release {

// Everything that can be asked about consent, put together once. What it is given outlives it.
struct ConsentUseCases {
  ConsentUseCases(const Clock& clock, IdSource& ids) : change(clock, ids), take_narrower(ids) {}
  ConsentUseCases(const ConsentUseCases&) = delete;
  ConsentUseCases& operator=(const ConsentUseCases&) = delete;

  ChangeConsent change;
  RecordConsent record_consent{change};
  WithdrawConsent withdraw_consent{change};
  RecordLegalBasis record_legal_basis{change};
  ListConsents list_consents;
  TakeNarrowerConsents take_narrower;
};

}  // namespace ttg::release

#pragma once

#include <vector>

#include "kernel/result.h"
#include "release/app/consent/consent_use_cases.h"
#include "ttg/release/v1/consent_service.pb.h"

namespace ttg::release {

struct ConsentQuestion {
  std::vector<PersonId> people;
  ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
};

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<PersonId> Parse(const v1::ListConsentsRequest& in);
Result<RecordConsent::Command> Parse(const v1::RecordConsentRequest& in);
Result<WithdrawConsent::Command> Parse(const v1::WithdrawConsentRequest& in);
Result<RecordLegalBasis::Command> Parse(const v1::RecordLegalBasisRequest& in);
Result<ConsentQuestion> Parse(const v1::CheckConsentsRequest& in);

}  // namespace ttg::release

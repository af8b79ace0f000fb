#pragma once

#include "release/app/consent/consent_use_cases.h"
#include "ttg/release/v1/consent.pb.h"
#include "ttg/release/v1/consent_service.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it.
void Render(const Consent& consent, v1::Consent& out);
void Render(const PersonId& person, const PersonConsents& consents, v1::ListConsentsResponse& out);
void Render(const ConsentCheck& check, v1::ConsentCheck& out);

}  // namespace ttg::release

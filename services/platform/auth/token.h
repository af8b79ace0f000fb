#pragma once

#include <set>
#include <string>
#include <string_view>

#include "kernel/call_context.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/auth/jwks.h"

namespace ttg::auth {

// Whom a token speaks for.
struct Principal {
  ActorId actor;
  std::set<Role> roles;
  OrganisationId organisation;
  Scope scope;
  std::string purpose;
  Instant expires_at;
};

struct TokenRules {
  std::string issuer;
  std::string audience;
  absl::Duration clock_skew = absl::Seconds(60);
};

// Checks a compact JWT (RS256 or ES256, the algorithm given by the key) and reads its claims:
// sub, org, orgs[], prisons[], delivery_units[] ("*": all), roles[], purpose, exp, nbf, iss, aud.
// Roles that we do not know are passed over.
//
// Errors, all Unauthenticated, never quoting the token: TOKEN_MALFORMED, TOKEN_TOO_LARGE,
// TOKEN_ALGORITHM_REFUSED, TOKEN_CRITICAL_HEADER, TOKEN_KEY_UNKNOWN, TOKEN_SIGNATURE_INVALID,
// TOKEN_EXPIRED, TOKEN_NOT_YET_VALID, TOKEN_ISSUER_WRONG, TOKEN_AUDIENCE_WRONG,
// TOKEN_CLAIM_INVALID (names the claim), TOKEN_ROLES_ABSENT.
Result<Principal> VerifyToken(std::string_view token, const KeySet& keys, const TokenRules& rules,
                              Instant now);

}  // namespace ttg::auth

#pragma once

#include <set>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/auth/signing_key.h"

namespace ttg::auth {

// What a token says. Scopes may hold "*": all.
struct TokenClaims {
  std::string subject;
  std::string organisation;
  std::vector<std::string> organisations;
  std::vector<std::string> prisons;
  std::vector<std::string> delivery_units;
  std::set<Role> roles;
  std::string purpose = "RESETTLEMENT";
  std::string issuer = "ttg-dev";
  std::string audience = "ttg";
  absl::Duration lifetime = absl::Hours(12);
};

// A signed token, valid from now.
Result<std::string> MintToken(const SigningKey& key, const TokenClaims& claims, Instant now);

// How one of our services speaks to another: role SYSTEM, everything in reach.
TokenClaims SystemClaims(const std::string& service);

// The development key of a folder: `dev_key.json` (0600) and `jwks.json` beside it, made if they
// are not there, by whichever process comes first. Errors: Unavailable / DEV_KEY_UNWRITABLE and
// those of SigningKey::Load.
Result<SigningKey> LoadOrMakeDevKey(const std::string& folder);
// Where its JWKS lies.
std::string DevJwksPath(const std::string& folder);

}  // namespace ttg::auth

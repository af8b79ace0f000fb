#include "platform/auth/token.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "platform/auth/strict_json.h"

namespace ttg::auth {
namespace {

Error ClaimInvalid(std::string_view claim) {
  return Unauthenticated("TOKEN_CLAIM_INVALID",
                         fmt::format("the token's claim '{}' is missing or malformed", claim));
}

Result<std::string> ReadText(const nlohmann::json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_string()) return ClaimInvalid(name);
  return found->get<std::string>();
}

template <typename T>
Result<T> ReadReference(const nlohmann::json& claims, const char* name) {
  TTG_TRY(const auto text, ReadText(claims, name));
  auto parsed = T::Parse(text);
  if (!parsed) return ClaimInvalid(name);
  return *std::move(parsed);
}

// An absent list is nothing in reach.
template <typename T>
Result<Reach<T>> ReadReach(const nlohmann::json& claims, const char* name) {
  Reach<T> reach;
  const auto found = claims.find(name);
  if (found == claims.end()) return reach;
  if (!found->is_array()) return ClaimInvalid(name);
  for (const auto& item : *found) {
    if (!item.is_string()) return ClaimInvalid(name);
    const auto text = item.get<std::string>();
    if (text == "*") {
      reach.all = true;
      continue;
    }
    auto parsed = T::Parse(text);
    if (!parsed) return ClaimInvalid(name);
    reach.some.insert(*std::move(parsed));
  }
  return reach;
}

// NumericDate; fractions are cut off.
Result<std::optional<Instant>> ReadInstant(const nlohmann::json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end()) return std::optional<Instant>();
  if (!found->is_number()) return ClaimInvalid(name);
  const double seconds = found->get<double>();
  constexpr double kMost = 1e11;
  if (!(seconds >= 0 && seconds < kMost)) return ClaimInvalid(name);
  return std::optional(absl::FromUnixSeconds(static_cast<std::int64_t>(seconds)));
}

Result<void> CheckAudience(const nlohmann::json& claims, const std::string& expected) {
  const auto found = claims.find("aud");
  if (found != claims.end()) {
    if (found->is_string() && *found == expected) return {};
    if (found->is_array()) {
      for (const auto& audience : *found) {
        if (audience == expected) return {};
      }
    }
  }
  return Unauthenticated("TOKEN_AUDIENCE_WRONG", "the token is meant for somebody else");
}

Result<Instant> CheckTimes(const nlohmann::json& claims, absl::Duration skew, Instant now) {
  TTG_TRY(const auto expires, ReadInstant(claims, "exp"));
  if (!expires) return ClaimInvalid("exp");
  TTG_TRY(const auto not_before, ReadInstant(claims, "nbf"));
  if (now >= *expires + skew) return Unauthenticated("TOKEN_EXPIRED", "the token has expired");
  if (not_before && now + skew < *not_before) {
    return Unauthenticated("TOKEN_NOT_YET_VALID", "the token is not valid yet");
  }
  return *expires + skew;
}

Result<std::set<Role>> ReadRoles(const nlohmann::json& claims) {
  const auto found = claims.find("roles");
  if (found == claims.end() || !found->is_array()) return ClaimInvalid("roles");
  std::set<Role> roles;
  for (const auto& item : *found) {
    if (!item.is_string()) return ClaimInvalid("roles");
    if (const auto role = ParseRole(item.get<std::string>())) roles.insert(*role);
  }
  if (roles.empty()) {
    return Unauthenticated("TOKEN_ROLES_ABSENT", "the token names no role that is known here");
  }
  return roles;
}

}  // namespace

Result<Principal> VerifyToken(std::string_view token, const KeySet& keys, const TokenRules& rules,
                              Instant now) {
  TTG_TRY(const std::string payload, keys.Verify(token));
  const auto claims = ParseStrictObject(payload);
  if (!claims) return Unauthenticated("TOKEN_MALFORMED", "the token's claims cannot be read");
  TTG_TRY(const auto issuer, ReadText(*claims, "iss"));
  if (issuer != rules.issuer) {
    return Unauthenticated("TOKEN_ISSUER_WRONG", "the token was issued by somebody else");
  }
  TTG_RETURN_IF_ERROR(CheckAudience(*claims, rules.audience));
  TTG_TRY(const Instant expires_at, CheckTimes(*claims, rules.clock_skew, now));
  TTG_TRY(auto actor, ReadReference<ActorId>(*claims, "sub"));
  TTG_TRY(auto organisation, ReadReference<OrganisationId>(*claims, "org"));
  TTG_TRY(auto roles, ReadRoles(*claims));
  // A purpose is a code, and codes have the form of references.
  TTG_TRY(const auto purpose, ReadReference<Reference<struct PurposeTag>>(*claims, "purpose"));
  Scope scope;
  TTG_TRY(scope.organisations, ReadReach<OrganisationId>(*claims, "orgs"));
  TTG_TRY(scope.prisons, ReadReach<PrisonId>(*claims, "prisons"));
  TTG_TRY(scope.delivery_units, ReadReach<DeliveryUnit>(*claims, "delivery_units"));
  return Principal{std::move(actor), std::move(roles), std::move(organisation),
                   std::move(scope), purpose.str(),    expires_at};
}

}  // namespace ttg::auth

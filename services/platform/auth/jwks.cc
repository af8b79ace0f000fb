#include "platform/auth/jwks.h"

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "platform/auth/base64url.h"
#include "platform/auth/strict_json.h"

namespace ttg::auth {
namespace {

constexpr std::size_t kLeastRsaBits = 2048;
constexpr std::size_t kMostRsaBits = 8192;
constexpr std::size_t kP256Bytes = 32;
constexpr std::size_t kLongestToken = 8UL * 1024;

struct JwsRelease {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using JwsPointer = std::unique_ptr<cjose_jws_t, JwsRelease>;

Error JwksMalformed(std::string_view what) {
  return Invalid("JWKS_MALFORMED", fmt::format("the key set cannot be used: {}", what));
}

Error TokenMalformed() {
  return Unauthenticated("TOKEN_MALFORMED", "the token is not a compact JWS");
}

std::string Text(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::size_t BitsOf(const std::string& number) {
  const auto first = number.find_first_not_of('\0');
  if (first == std::string::npos) return 0;
  const auto top = static_cast<unsigned char>(number[first]);
  return (number.size() - first) * 8 - static_cast<std::size_t>(std::countl_zero(top));
}

// The public part alone, written by us: whatever else the document says about the key never
// reaches the library.
JwkPointer Import(const nlohmann::json& key) {
  const std::string text = key.dump();
  cjose_err fault{};
  return JwkPointer(cjose_jwk_import(text.c_str(), text.size(), &fault));
}

std::optional<VerificationKey> ReadRsa(const nlohmann::json& key) {
  const auto modulus = DecodeBase64Url(Text(key, "n"));
  const auto exponent = DecodeBase64Url(Text(key, "e"));
  if (!modulus || !exponent || exponent->size() > 8) return std::nullopt;
  const std::size_t bits = BitsOf(*modulus);
  const bool odd =
      (static_cast<unsigned char>(exponent->empty() ? '\0' : exponent->back()) & 1) != 0;
  if (bits < kLeastRsaBits || bits > kMostRsaBits || !odd || BitsOf(*exponent) < 2) {
    return std::nullopt;
  }
  auto jwk = Import({{"kty", "RSA"}, {"n", Text(key, "n")}, {"e", Text(key, "e")}});
  if (!jwk) return std::nullopt;
  return VerificationKey{Algorithm::kRs256, std::move(jwk)};
}

std::optional<VerificationKey> ReadEc(const nlohmann::json& key) {
  if (Text(key, "crv") != "P-256") return std::nullopt;
  const auto x = DecodeBase64Url(Text(key, "x"));
  const auto y = DecodeBase64Url(Text(key, "y"));
  if (!x || !y || x->size() != kP256Bytes || y->size() != kP256Bytes) return std::nullopt;
  auto jwk =
      Import({{"kty", "EC"}, {"crv", "P-256"}, {"x", Text(key, "x")}, {"y", Text(key, "y")}});
  if (!jwk) return std::nullopt;
  return VerificationKey{Algorithm::kEs256, std::move(jwk)};
}

bool MaySign(const nlohmann::json& key) {
  if (key.contains("use") && Text(key, "use") != "sig") return false;
  if (!key.contains("key_ops")) return true;
  const auto& operations = key["key_ops"];
  if (!operations.is_array()) return false;
  for (const auto& operation : operations) {
    if (operation == "verify") return true;
  }
  return false;
}

std::optional<VerificationKey> ReadKey(const nlohmann::json& key) {
  if (!MaySign(key)) return std::nullopt;
  const std::string type = Text(key, "kty");
  std::optional<VerificationKey> read;
  if (type == "RSA") read = ReadRsa(key);
  if (type == "EC") read = ReadEc(key);
  if (read && key.contains("alg") && Text(key, "alg") != ToString(read->algorithm)) {
    return std::nullopt;
  }
  return read;
}

struct Header {
  std::string algorithm;
  std::string kid;
};

Result<Header> ReadHeader(std::string_view compact) {
  const auto bytes = DecodeBase64Url(compact.substr(0, compact.find('.')));
  if (!bytes) return TokenMalformed();
  const auto header = ParseStrictObject(*bytes);
  if (!header) return TokenMalformed();
  // Extensions that the sender calls critical must be understood, and we know none. b64 and zip
  // change what the payload is.
  for (const char* name : {"crit", "b64", "zip"}) {
    if (header->contains(name)) {
      return Unauthenticated("TOKEN_CRITICAL_HEADER",
                             "the token's header asks for an extension that is not supported");
    }
  }
  return Header{Text(*header, "alg"), Text(*header, "kid")};
}

// Three parts of strict base64url: the library is looser than that.
bool HasThreeParts(std::string_view compact) {
  int parts = 1;
  std::size_t start = 0;
  for (std::size_t dot = compact.find('.'); dot != std::string_view::npos;
       dot = compact.find('.', start)) {
    if (!DecodeBase64Url(compact.substr(start, dot - start))) return false;
    start = dot + 1;
    ++parts;
  }
  const std::string_view signature = compact.substr(start);
  return parts == 3 && !signature.empty() && DecodeBase64Url(signature).has_value();
}

}  // namespace

std::string_view ToString(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kRs256:
      return "RS256";
    case Algorithm::kEs256:
      return "ES256";
  }
  return "";
}

Result<KeySet> KeySet::Parse(std::string_view json) {
  const auto document = ParseStrictObject(json);
  if (!document) return JwksMalformed("it is not a JSON object with unique names");
  const auto keys = document->find("keys");
  if (keys == document->end() || !keys->is_array()) return JwksMalformed("it has no list of keys");
  KeySet set;
  int passed_over = 0;
  for (const auto& key : *keys) {
    const std::string kid = key.is_object() ? Text(key, "kid") : std::string();
    auto read = kid.empty() ? std::nullopt : ReadKey(key);
    if (!read) {
      ++passed_over;
      continue;
    }
    if (!set.keys_.emplace(kid, *std::move(read)).second) {
      return Invalid("JWKS_KID_REPEATED", "two keys of the key set have the same kid");
    }
  }
  if (set.keys_.empty()) {
    return Invalid("JWKS_EMPTY",
                   fmt::format("the key set has no RSA key of at least 2048 bits and no P-256 key "
                               "with a kid for signing ({} others)",
                               passed_over));
  }
  return set;
}

Result<std::string> KeySet::Verify(std::string_view compact) const {
  if (compact.size() > kLongestToken) {
    return Unauthenticated("TOKEN_TOO_LARGE", "the token is longer than 8 kB");
  }
  if (!HasThreeParts(compact)) return TokenMalformed();
  TTG_TRY(const Header header, ReadHeader(compact));
  const auto key = keys_.find(header.kid);
  // An algorithm that no key of ours could have is named first: it says more than the kid.
  if (header.algorithm != "RS256" && header.algorithm != "ES256") {
    return Unauthenticated("TOKEN_ALGORITHM_REFUSED", "tokens are signed with RS256 or ES256");
  }
  if (key == keys_.end()) {
    return Unauthenticated("TOKEN_KEY_UNKNOWN", "the token names a key that is not in the key set");
  }
  if (header.algorithm != ToString(key->second.algorithm)) {
    return Unauthenticated("TOKEN_ALGORITHM_REFUSED",
                           "the token's algorithm is not the one of its key");
  }
  const std::lock_guard lock(*mutex_);
  cjose_err fault{};
  const JwsPointer jws(cjose_jws_import(compact.data(), compact.size(), &fault));
  if (!jws) return TokenMalformed();
  if (!cjose_jws_verify(jws.get(), key->second.jwk.get(), &fault)) {
    return Unauthenticated("TOKEN_SIGNATURE_INVALID", "the token's signature does not fit");
  }
  std::uint8_t* payload = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &payload, &size, &fault)) return TokenMalformed();
  return std::string(reinterpret_cast<const char*>(payload), size);
}

}  // namespace ttg::auth

#include "platform/auth/signing_key.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include <openssl/rand.h>
#include <sys/stat.h>

#include "platform/auth/base64url.h"
#include "platform/auth/strict_json.h"

namespace ttg::auth {
namespace {

constexpr std::size_t kP256Bytes = 32;

struct JwsRelease {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
struct HeaderRelease {
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};

Error KeyInvalid() {
  return Invalid("SIGNING_KEY_INVALID", "the signing key must be a private P-256 JWK with a kid");
}

Error SigningFailed() { return Internal("SIGNING_FAILED", "the signature could not be made"); }

std::string PublicHalf(const nlohmann::json& key) {
  const nlohmann::json public_key = {{"kty", "EC"},   {"crv", "P-256"},    {"x", key["x"]},
                                     {"y", key["y"]}, {"kid", key["kid"]}, {"use", "sig"},
                                     {"alg", "ES256"}};
  return nlohmann::json{{"keys", nlohmann::json::array({public_key})}}.dump();
}

bool IsPrivateP256(const nlohmann::json& key) {
  for (const char* name : {"kty", "crv", "x", "y", "d", "kid"}) {
    if (!key.contains(name) || !key[name].is_string()) return false;
  }
  for (const char* name : {"x", "y", "d"}) {
    const auto bytes = DecodeBase64Url(key[name].get<std::string>());
    if (!bytes || bytes->size() != kP256Bytes) return false;
  }
  return key["kty"] == "EC" && key["crv"] == "P-256" && !key["kid"].get<std::string>().empty();
}

}  // namespace

Result<SigningKey> SigningKey::Generate() {
  cjose_err fault{};
  const JwkPointer jwk(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &fault));
  std::string random(12, '\0');
  if (!jwk || RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), 12) != 1) {
    return Internal("SIGNING_KEY_FAILED", "no signing key could be made");
  }
  const std::string kid = EncodeBase64Url(random);
  cjose_jwk_set_kid(jwk.get(), kid.c_str(), kid.size(), &fault);
  const std::unique_ptr<char, decltype(&std::free)> json(
      cjose_jwk_to_json(jwk.get(), /*priv=*/true, &fault), &std::free);
  if (!json) return Internal("SIGNING_KEY_FAILED", "no signing key could be made");
  return Parse(json.get());
}

Result<SigningKey> SigningKey::Parse(std::string_view jwk_json) {
  const auto document = ParseStrictObject(jwk_json);
  if (!document || !IsPrivateP256(*document)) return KeyInvalid();
  SigningKey key;
  cjose_err fault{};
  key.private_json_ = document->dump();
  key.jwk_.reset(cjose_jwk_import(key.private_json_.c_str(), key.private_json_.size(), &fault));
  if (!key.jwk_) return KeyInvalid();
  key.kid_ = (*document)["kid"].get<std::string>();
  key.public_jwks_ = PublicHalf(*document);
  return key;
}

Result<SigningKey> SigningKey::Load(const std::string& path) {
  struct stat status {};
  std::ifstream file(path);
  if (!file || stat(path.c_str(), &status) != 0) {
    return Unavailable("SIGNING_KEY_UNREADABLE", "the signing key's file cannot be read");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Invalid("SIGNING_KEY_EXPOSED",
                   "the signing key's file must be its owner's alone (0600)");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return Parse(text.str());
}

Result<std::string> SigningKey::Sign(std::string_view payload) const {
  const std::lock_guard lock(*mutex_);
  cjose_err fault{};
  const std::unique_ptr<cjose_header_t, HeaderRelease> header(cjose_header_new(&fault));
  if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, "ES256", &fault) ||
      !cjose_header_set(header.get(), CJOSE_HDR_KID, kid_.c_str(), &fault)) {
    return SigningFailed();
  }
  const std::unique_ptr<cjose_jws_t, JwsRelease> jws(cjose_jws_sign(
      jwk_.get(), header.get(), reinterpret_cast<const std::uint8_t*>(payload.data()),
      payload.size(), &fault));
  const char* compact = nullptr;
  if (!jws || !cjose_jws_export(jws.get(), &compact, &fault)) return SigningFailed();
  return std::string(compact);
}

}  // namespace ttg::auth

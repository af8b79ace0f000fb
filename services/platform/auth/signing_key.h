#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "platform/auth/jwks.h"

namespace ttg::auth {

// A private ES256 key: signs development tokens, service tokens and audit heads. Thread-safe.
class SigningKey {
 public:
  // A new key with a random kid.
  static Result<SigningKey> Generate();
  // A private JWK (EC, P-256, with kid). Errors: Invalid / SIGNING_KEY_INVALID.
  static Result<SigningKey> Parse(std::string_view jwk_json);
  // The file may be readable by its owner alone: Invalid / SIGNING_KEY_EXPOSED;
  // Unavailable / SIGNING_KEY_UNREADABLE.
  static Result<SigningKey> Load(const std::string& path);

  // A compact JWS over `payload`.
  Result<std::string> Sign(std::string_view payload) const;

  const std::string& kid() const { return kid_; }
  // The private JWK. A secret.
  std::string PrivateJson() const { return private_json_; }
  // A JWKS with the public half.
  std::string PublicJwks() const { return public_jwks_; }

 private:
  SigningKey() = default;

  JwkPointer jwk_;
  std::string kid_;
  std::string private_json_;
  std::string public_jwks_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

}  // namespace ttg::auth

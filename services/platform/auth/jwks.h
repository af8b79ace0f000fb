#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <cjose/cjose.h>

#include "kernel/result.h"

namespace ttg::auth {

enum class Algorithm { kRs256, kEs256 };

std::string_view ToString(Algorithm algorithm);

struct JwkRelease {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using JwkPointer = std::unique_ptr<cjose_jwk_t, JwkRelease>;

// A public key and the one algorithm that it verifies.
struct VerificationKey {
  Algorithm algorithm;
  JwkPointer jwk;
};

// The keys of a JWKS document that may sign: RSA of 2048 to 8192 bits and EC on P-256, with a
// `kid`, not marked for anything but signing. Everything else in it is passed over.
class KeySet {
 public:
  // Errors: Invalid / JWKS_MALFORMED (not a JWKS), JWKS_KID_REPEATED, JWKS_EMPTY (no usable key;
  // the message counts the others by their fault).
  static Result<KeySet> Parse(std::string_view json);

  bool Has(const std::string& kid) const { return keys_.contains(kid); }

  // The payload of a compact JWS that one of these keys signed. The header may have alg, kid and
  // typ and whatever is not critical. Errors as VerifyToken's first ones.
  Result<std::string> Verify(std::string_view compact) const;

 private:
  KeySet() = default;

  std::map<std::string, VerificationKey> keys_;
  // libcjose counts references without locks.
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

}  // namespace ttg::auth

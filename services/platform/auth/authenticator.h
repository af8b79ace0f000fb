#pragma once

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/auth/key_source.h"
#include "platform/auth/token.h"

namespace ttg::auth {

// Says who a bearer token speaks for. Verified tokens are remembered by their SHA-256, up to a
// limit, until they expire or the keys change. Thread-safe; never blocks on the network.
class Authenticator {
 public:
  Authenticator(KeySource& keys, const Clock& clock, TokenRules rules,
                std::size_t cache_limit = 10'000);

  // Errors: those of VerifyToken; they never quote the token.
  Result<std::shared_ptr<const Principal>> Authenticate(std::string_view token) const;

 private:
  std::shared_ptr<const Principal> Remembered(const std::string& digest,
                                              std::uint64_t generation) const;
  void Remember(const std::string& digest, std::uint64_t generation,
                std::shared_ptr<const Principal> principal) const;

  KeySource& keys_;
  const Clock& clock_;
  const TokenRules rules_;
  const std::size_t cache_limit_;
  mutable std::shared_mutex mutex_;
  mutable std::uint64_t generation_ = 0;
  mutable std::unordered_map<std::string, std::shared_ptr<const Principal>> cache_;
};

}  // namespace ttg::auth

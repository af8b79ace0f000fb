#include "platform/auth/authenticator.h"

#include <mutex>
#include <utility>

#include "platform/auth/base64url.h"

namespace ttg::auth {

Authenticator::Authenticator(KeySource& keys, const Clock& clock, TokenRules rules,
                             std::size_t cache_limit)
    : keys_(keys), clock_(clock), rules_(std::move(rules)), cache_limit_(cache_limit) {}

Result<std::shared_ptr<const Principal>> Authenticator::Authenticate(std::string_view token) const {
  const auto [keys, generation] = keys_.Keys();
  const std::string digest = Sha256(token);
  if (auto known = Remembered(digest, generation)) return known;
  auto verified = VerifyToken(token, *keys, rules_, clock_.Now());
  if (!verified) {
    if (verified.error().reason == "TOKEN_KEY_UNKNOWN") keys_.Missed();
    return verified.error();
  }
  auto principal = std::make_shared<const Principal>(*std::move(verified));
  Remember(digest, generation, principal);
  return principal;
}

std::shared_ptr<const Principal> Authenticator::Remembered(const std::string& digest,
                                                           std::uint64_t generation) const {
  const std::shared_lock lock(mutex_);
  if (generation != generation_) return nullptr;
  const auto found = cache_.find(digest);
  if (found == cache_.end() || clock_.Now() >= found->second->expires_at) return nullptr;
  return found->second;
}

void Authenticator::Remember(const std::string& digest, std::uint64_t generation,
                             std::shared_ptr<const Principal> principal) const {
  const std::unique_lock lock(mutex_);
  if (generation < generation_) return;
  // Other keys: what the old ones vouched for no longer counts. A full cache starts afresh; with
  // more live tokens than it holds, verifying some again is the price.
  if (generation > generation_ || cache_.size() >= cache_limit_) cache_.clear();
  generation_ = generation;
  cache_[digest] = std::move(principal);
}

}  // namespace ttg::auth

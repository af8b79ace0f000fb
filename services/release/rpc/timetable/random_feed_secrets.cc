#include "release/rpc/timetable/random_feed_secrets.h"

#include <array>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sys/random.h>

#include "platform/auth/base64url.h"

namespace ttg::release {

std::string RandomFeedSecrets::New() const {
  std::array<char, 32> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
  return auth::EncodeBase64Url(std::string_view(bytes.data(), bytes.size()));
}

std::string RandomFeedSecrets::Digest(const std::string& secret) const {
  std::string hex;
  for (const char byte : auth::Sha256(secret)) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return hex;
}

}  // namespace ttg::release

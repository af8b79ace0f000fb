#include "platform/auth/dev_tokens.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace ttg::auth {
namespace {

Error DevKeyUnwritable() {
  return Unavailable("DEV_KEY_UNWRITABLE", "the folder of the development key cannot be written");
}

std::string KeyPath(const std::string& folder) { return folder + "/dev_key.json"; }

// Writes the whole file or none: under a name of its own first, then in its place. With `keep` a
// file that is there already stays as it is.
Result<void> WriteFile(const std::string& path, std::string_view text, mode_t mode, bool keep) {
  std::string temporary = path + ".XXXXXX";
  const int file = mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return DevKeyUnwritable();
  const bool written = fchmod(file, mode) == 0 &&
                       write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  close(file);
  bool placed = false;
  if (written && keep) {
    placed = link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST;
  } else if (written) {
    placed = rename(temporary.c_str(), path.c_str()) == 0;
  }
  if (keep || !placed) unlink(temporary.c_str());
  if (!placed) return DevKeyUnwritable();
  return {};
}

}  // namespace

Result<std::string> MintToken(const SigningKey& key, const TokenClaims& claims, Instant now) {
  nlohmann::json roles = nlohmann::json::array();
  for (const Role role : claims.roles) roles.push_back(ToString(role));
  const nlohmann::json payload = {
      {"sub", claims.subject},
      {"org", claims.organisation},
      {"orgs", claims.organisations},
      {"prisons", claims.prisons},
      {"delivery_units", claims.delivery_units},
      {"roles", roles},
      {"purpose", claims.purpose},
      {"iss", claims.issuer},
      {"aud", claims.audience},
      {"iat", absl::ToUnixSeconds(now)},
      {"nbf", absl::ToUnixSeconds(now)},
      {"exp", absl::ToUnixSeconds(now + claims.lifetime)},
  };
  return key.Sign(payload.dump());
}

TokenClaims SystemClaims(const std::string& service) {
  TokenClaims claims;
  claims.subject = service;
  claims.organisation = "ttg";
  claims.organisations = {"*"};
  claims.prisons = {"*"};
  claims.delivery_units = {"*"};
  claims.roles = {Role::kSystem};
  return claims;
}

Result<SigningKey> LoadOrMakeDevKey(const std::string& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  const std::string path = KeyPath(folder);
  if (!std::filesystem::exists(path, fault)) {
    TTG_TRY(const SigningKey fresh, SigningKey::Generate());
    TTG_RETURN_IF_ERROR(WriteFile(path, fresh.PrivateJson(), S_IRUSR | S_IWUSR, /*keep=*/true));
  }
  // Whoever came first made it; so everybody reads it back.
  TTG_TRY(SigningKey key, SigningKey::Load(path));
  TTG_RETURN_IF_ERROR(WriteFile(DevJwksPath(folder), key.PublicJwks(),
                                S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH, /*keep=*/false));
  return key;
}

std::string DevJwksPath(const std::string& folder) { return folder + "/jwks.json"; }

}  // namespace ttg::auth

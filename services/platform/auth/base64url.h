#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ttg::auth {

// base64url without padding (RFC 7515).
std::string EncodeBase64Url(std::string_view bytes);

// Strict: nothing for padding, other characters, an impossible length or stray bits at the end, so
// that one value has one text.
std::optional<std::string> DecodeBase64Url(std::string_view text);

// SHA-256, 32 bytes.
std::string Sha256(std::string_view bytes);

}  // namespace ttg::auth

#include "platform/audit/chain.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace ttg::audit {
namespace {

// Changes when the bytes change, so that an old trail is never read by new rules.
constexpr std::string_view kFormat = "ttg-audit-1";

void AppendNumber(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((number >> shift) & 0xff));
  }
}

void AppendText(std::string& bytes, std::string_view text) {
  AppendNumber(bytes, text.size());
  bytes.append(text);
}

// Fetched once: OpenSSL's short forms look the algorithm up each time.
const EVP_MD* Sha256() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kAlgorithm;
}

std::string Hex(const std::array<unsigned char, SHA256_DIGEST_LENGTH>& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 0xf]);
  }
  return hex;
}

}  // namespace

std::string Genesis() { return std::string(std::size_t{2} * SHA256_DIGEST_LENGTH, '0'); }

std::string HashOf(std::int64_t sequence, std::string_view previous_hash,
                   const std::vector<std::string>& columns) {
  std::string bytes;
  AppendText(bytes, kFormat);
  AppendNumber(bytes, static_cast<std::uint64_t>(sequence));
  AppendText(bytes, previous_hash);
  AppendNumber(bytes, columns.size());
  for (const std::string& column : columns) AppendText(bytes, column);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, Sha256(), nullptr);
  return Hex(digest);
}

}  // namespace ttg::audit

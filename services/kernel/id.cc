#include "kernel/id.h"

#include <algorithm>
#include <cctype>

namespace ttg {
namespace {

constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kReferenceLimit = 64;

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool IsHyphenPlace(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

bool IsReferenceCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

bool IsUuid(std::string_view text) {
  if (text.size() != kUuidLength) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsHyphenPlace(i) ? text[i] != '-' : !IsLowerHex(text[i])) return false;
  }
  return true;
}

bool IsReference(std::string_view text) {
  return !text.empty() && text.size() <= kReferenceLimit &&
         std::all_of(text.begin(), text.end(), IsReferenceCharacter);
}

}  // namespace ttg

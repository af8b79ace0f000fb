#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/date.h"
#include "kernel/result.h"

namespace ttg::release {

// An identifier of a person (domain A12), in its one canonical form. Personal data: it has no
// stream operator, and reading it is the greppable Reveal().
template <typename Tag>
class PersonIdentifier {
 public:
  const std::string& Reveal() const { return text_; }
  // NOLINTNEXTLINE(modernize-use-nullptr): the zero it finds is the compiler's own.
  friend auto operator<=>(const PersonIdentifier&, const PersonIdentifier&) = default;

  // For the parsers below and for stores, which trust what they stored.
  static PersonIdentifier Restore(std::string canonical) {
    return PersonIdentifier(std::move(canonical));
  }

 private:
  explicit PersonIdentifier(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

using PrisonNumber = PersonIdentifier<struct PrisonNumberTag>;
using Crn = PersonIdentifier<struct CrnTag>;
using Pnc = PersonIdentifier<struct PncTag>;
using Cro = PersonIdentifier<struct CroTag>;

// `text` without surrounding space and in upper case: what the parsers take.
std::string NormaliseIdentifier(std::string_view text);

// One letter, four digits, two letters. Errors: Invalid / PRISON_NUMBER_MALFORMED.
Result<PrisonNumber> ParsePrisonNumber(std::string_view text);

// One letter, six digits. Errors: Invalid / CRN_MALFORMED.
Result<Crn> ParseCrn(std::string_view text);

// "2018/0123456P", or short "18/123456P", which becomes the long form: a two-digit year up to this
// year's is of this century. Errors: Invalid / PNC_MALFORMED, PNC_CHECK_LETTER_WRONG.
Result<Pnc> ParsePnc(std::string_view text, Date today);

// "012345/18K", or "SF18/123456K" for a file that was never converted. Errors:
// Invalid / CRO_MALFORMED, CRO_CHECK_LETTER_WRONG.
Result<Cro> ParseCro(std::string_view text);

}  // namespace ttg::release

template <typename Tag>
struct std::hash<ttg::release::PersonIdentifier<Tag>> {
  std::size_t operator()(const ttg::release::PersonIdentifier<Tag>& id) const noexcept {
    return std::hash<std::string>()(id.Reveal());
  }
};

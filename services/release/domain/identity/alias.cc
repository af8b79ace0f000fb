#include "release/domain/identity/alias.h"

#include <utility>

#include "release/domain/search_text.h"

namespace ttg::release {
namespace {

Error IdentifierMalformed() {
  return Invalid("IDENTIFIER_MALFORMED", "the number is no prison number, CRN, PNC or CRO number");
}

bool IsMistyped(const Error& error) { return error.reason.ends_with("_CHECK_LETTER_WRONG"); }

}  // namespace

Result<AnyIdentifier> ParseAnyIdentifier(std::string_view text, Date today) {
  const std::string normal = NormaliseIdentifier(text);
  if (auto number = ParsePrisonNumber(normal)) return *std::move(number);
  if (auto crn = ParseCrn(normal)) return *std::move(crn);
  auto pnc = ParsePnc(normal, today);
  if (pnc) return *std::move(pnc);
  auto cro = ParseCro(normal);
  if (cro) return *std::move(cro);
  if (IsMistyped(pnc.error())) return std::move(pnc).error();
  if (IsMistyped(cro.error())) return std::move(cro).error();
  return IdentifierMalformed();
}

const std::string& TextOf(const AnyIdentifier& identifier) {
  return std::visit([](const auto& one) -> const std::string& { return one.Reveal(); }, identifier);
}

std::string SearchKeyOf(const Alias& alias) {
  const std::string name =
      FoldForSearch(alias.family_name.Reveal()) + FoldForSearch(alias.given_names.Reveal());
  return name.empty() ? FoldForSearch(alias.identifier.Reveal()) : name;
}

}  // namespace ttg::release

#include "release/domain/consent/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kConsentPurposeNames = {
    Name("LOCAL_AUTHORITY"),  Name("HOUSING_PROVIDER"), Name("EMPLOYER"),
    Name("MENTOR_PROGRAMME"), Name("CONTACT_DETAILS"),  Name("CONTACT_AFTER_SUPERVISION")};
constexpr std::array kConsentStateNames = {Name("GIVEN"), Name("REFUSED"), Name("WITHDRAWN")};
constexpr std::array kLegalBasisNames = {Name("PUBLIC_PROTECTION"), Name("SAFEGUARDING"),
                                         Name("COURT_ORDER"), Name("LEGAL_OBLIGATION")};

}  // namespace

std::string_view ToString(ConsentPurpose code) {
  return kConsentPurposeNames[static_cast<std::size_t>(code)];
}
std::optional<ConsentPurpose> ParseConsentPurpose(std::string_view text) {
  return FindCode<ConsentPurpose>(kConsentPurposeNames, text);
}

std::string_view ToString(ConsentState code) {
  return kConsentStateNames[static_cast<std::size_t>(code)];
}
std::optional<ConsentState> ParseConsentState(std::string_view text) {
  return FindCode<ConsentState>(kConsentStateNames, text);
}

std::string_view ToString(LegalBasisCode code) {
  return kLegalBasisNames[static_cast<std::size_t>(code)];
}
std::optional<LegalBasisCode> ParseLegalBasisCode(std::string_view text) {
  return FindCode<LegalBasisCode>(kLegalBasisNames, text);
}

}  // namespace ttg::release

#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// What a consent is for: one record per person and purpose (domain A14).
enum class ConsentPurpose {
  kLocalAuthority,
  kHousingProvider,
  kEmployer,
  kMentorProgramme,
  kContactDetails,
  kContactAfterSupervision,
};

// What the person said last. Nobody has asked: there is no record, which is the same as no.
enum class ConsentState {
  kGiven,
  kRefused,
  kWithdrawn,
};

// Why something is disclosed without consent.
enum class LegalBasisCode {
  kPublicProtection,
  kSafeguarding,
  kCourtOrder,
  kLegalObligation,
};

// Every purpose, in the order of the contract.
inline constexpr std::array kConsentPurposes = {
    ConsentPurpose::kLocalAuthority, ConsentPurpose::kHousingProvider,
    ConsentPurpose::kEmployer,       ConsentPurpose::kMentorProgramme,
    ConsentPurpose::kContactDetails, ConsentPurpose::kContactAfterSupervision};

std::string_view ToString(ConsentPurpose code);
std::optional<ConsentPurpose> ParseConsentPurpose(std::string_view text);
std::string_view ToString(ConsentState code);
std::optional<ConsentState> ParseConsentState(std::string_view text);
std::string_view ToString(LegalBasisCode code);
std::optional<LegalBasisCode> ParseLegalBasisCode(std::string_view text);

}  // namespace ttg::release

#pragma once

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

std::string_view ToString(ConsentPurpose code);
std::optional<ConsentPurpose> ParseConsentPurpose(std::string_view text);
std::string_view ToString(ConsentState code);
std::optional<ConsentState> ParseConsentState(std::string_view text);

}  // namespace ttg::release

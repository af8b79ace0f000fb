#include "release/domain/codes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

template <std::size_t N>
bool Holds(const std::array<std::string_view, N>& names, std::string_view text) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kStates = {Name("IN_PRISON"),
                                Name("RELEASED"),
                                Name("TEMPORARILY_OUT"),
                                Name("IN_SECURE_HOSPITAL"),
                                Name("IMMIGRATION_DETENTION"),
                                Name("AT_LARGE"),
                                Name("DEPORTED"),
                                Name("DIED"),
                                Name("MERGED")};
constexpr std::array kSexes = {Name("F"), Name("M")};
constexpr std::array kAnswers = {Name(""), Name("NO"), Name("YES")};
constexpr std::array kRisks = {Name("LOW"), Name("MEDIUM"), Name("HIGH"), Name("VERY_HIGH")};
constexpr std::array kHolds = {Name("REMAND"), Name("NEW_SENTENCE"), Name("IMMIGRATION"),
                               Name("EXTRADITION"), Name("HOSPITAL")};

constexpr std::array kSentenceTypes = {Name("CONVICTED_UNSENTENCED"),
                                       Name("DTO"),
                                       Name("EDS"),
                                       Name("IPP"),
                                       Name("LIFE"),
                                       Name("REMAND"),
                                       Name("SDS"),
                                       Name("SDS_PLUS"),
                                       Name("SDS_SHORT"),
                                       Name("SOPC"),
                                       Name("RECALL_FIXED_TERM"),
                                       Name("RECALL_STANDARD")};
constexpr std::array kOffenceFlags = {Name("ARSON"), Name("DRIVING"), Name("MURDER"),
                                      Name("SEXUAL"), Name("TERRORISM")};
constexpr std::array kSectors = {Name("CLEANING"),      Name("CONSTRUCTION"), Name("HOSPITALITY"),
                                 Name("MANUFACTURING"), Name("OFFICE"),       Name("RETAIL"),
                                 Name("TRANSPORT"),     Name("WAREHOUSING")};
constexpr std::array kAccommodationTypes = {
    Name("A01A"), Name("A01C"), Name("A01D"), Name("A04"), Name("A07B"), Name("A12"), Name("A02"),
    Name("A03"),  Name("A07A"), Name("A10"),  Name("A11"), Name("A17"),  Name("A13"), Name("A14"),
    Name("A08A"), Name("A08C"), Name("A08"),  Name("A16"), Name("A15"),  Name("HMP")};

}  // namespace

std::string_view ToString(PersonState state) { return kStates[static_cast<std::size_t>(state)]; }
std::string_view ToString(Sex sex) { return kSexes[static_cast<std::size_t>(sex)]; }
std::string_view ToString(Answer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }
std::string_view ToString(RiskOfSeriousHarm risk) { return kRisks[static_cast<std::size_t>(risk)]; }
std::string_view ToString(HoldKind kind) { return kHolds[static_cast<std::size_t>(kind)]; }

std::optional<PersonState> ParsePersonState(std::string_view text) {
  return FindCode<PersonState>(kStates, text);
}
std::optional<Sex> ParseSex(std::string_view text) { return FindCode<Sex>(kSexes, text); }
std::optional<Answer> ParseAnswer(std::string_view text) {
  return FindCode<Answer>(kAnswers, text);
}
std::optional<RiskOfSeriousHarm> ParseRiskOfSeriousHarm(std::string_view text) {
  return FindCode<RiskOfSeriousHarm>(kRisks, text);
}
std::optional<HoldKind> ParseHoldKind(std::string_view text) {
  return FindCode<HoldKind>(kHolds, text);
}

bool IsSentenceType(std::string_view text) { return Holds(kSentenceTypes, text); }
bool IsOffenceFlag(std::string_view text) { return Holds(kOffenceFlags, text); }
bool IsSector(std::string_view text) { return Holds(kSectors, text); }
bool IsAccommodationType(std::string_view text) { return Holds(kAccommodationTypes, text); }

}  // namespace ttg::release

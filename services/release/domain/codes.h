#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of the release service. ToString gives the code that files and tables use, the
// Parse functions read it.

// Where a person is, as their movements say (domain A8).
enum class PersonState {
  kInPrison,
  kReleased,
  // On temporary release, at court or in an ordinary hospital: expected back.
  kTemporarilyOut,
  kInSecureHospital,
  kImmigrationDetention,
  // Escaped, failed to return, or released in error.
  kAtLarge,
  kDeported,
  kDied,
  // Another prison number of the same person has taken their place.
  kMerged,
};
enum class Sex { kFemale, kMale };

// An answer about risk or need. Nobody has answered: kUnanswered, written as nothing.
enum class Answer { kUnanswered, kNo, kYes };

enum class RiskOfSeriousHarm { kLow, kMedium, kHigh, kVeryHigh };

// Why somebody may be held past the release day (domain A5).
enum class HoldKind { kRemand, kNewSentence, kImmigration, kExtradition, kHospital };

std::string_view ToString(PersonState state);  // "IN_PRISON"
std::string_view ToString(Sex sex);            // "F", "M"
std::string_view ToString(Answer answer);      // "", "NO", "YES"
std::string_view ToString(RiskOfSeriousHarm risk);
std::string_view ToString(HoldKind kind);

std::optional<PersonState> ParsePersonState(std::string_view text);
std::optional<Sex> ParseSex(std::string_view text);
std::optional<Answer> ParseAnswer(std::string_view text);
std::optional<RiskOfSeriousHarm> ParseRiskOfSeriousHarm(std::string_view text);
std::optional<HoldKind> ParseHoldKind(std::string_view text);

bool IsSentenceType(std::string_view text);
bool IsOffenceFlag(std::string_view text);
bool IsSector(std::string_view text);
// A code of the accommodation types that probation records (A01C, A07A …).
bool IsAccommodationType(std::string_view text);

}  // namespace ttg::release

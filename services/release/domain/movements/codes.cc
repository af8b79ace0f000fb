#include "release/domain/movements/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kMovementKindNames = {Name("ADMISSION"),
                                           Name("RELEASED"),
                                           Name("RELEASED_FROM_COURT"),
                                           Name("BAILED"),
                                           Name("TEMPORARY_RELEASE"),
                                           Name("TEMPORARY_RELEASE_RETURN"),
                                           Name("TO_COURT"),
                                           Name("COURT_RETURN"),
                                           Name("TO_HOSPITAL"),
                                           Name("TO_SECURE_HOSPITAL"),
                                           Name("HOSPITAL_RETURN"),
                                           Name("TRANSFERRED"),
                                           Name("IMMIGRATION_DETENTION"),
                                           Name("ESCAPED"),
                                           Name("FAILED_TO_RETURN"),
                                           Name("RECALLED"),
                                           Name("RELEASED_IN_ERROR"),
                                           Name("DEPORTED"),
                                           Name("DIED"),
                                           Name("RETURNED_TO_CUSTODY")};
constexpr std::array kMovementEffectNames = {Name("NOTHING"), Name("SUSPENDED"), Name("ENDED"),
                                             Name("RESUMED")};
constexpr std::array kMovementSourceNames = {Name("STAFF"), Name("PRISON_SYSTEM")};
constexpr std::array kPrisonEventOutcomeNames = {Name("APPLIED"), Name("REPEATED"),
                                                 Name("LATE"),    Name("WAITING"),
                                                 Name("REFUSED"), Name("IGNORED")};

}  // namespace

std::string_view ToString(MovementKind code) {
  return kMovementKindNames[static_cast<std::size_t>(code)];
}
std::optional<MovementKind> ParseMovementKind(std::string_view text) {
  return FindCode<MovementKind>(kMovementKindNames, text);
}

std::string_view ToString(MovementEffect code) {
  return kMovementEffectNames[static_cast<std::size_t>(code)];
}
std::optional<MovementEffect> ParseMovementEffect(std::string_view text) {
  return FindCode<MovementEffect>(kMovementEffectNames, text);
}

std::string_view ToString(MovementSource code) {
  return kMovementSourceNames[static_cast<std::size_t>(code)];
}
std::optional<MovementSource> ParseMovementSource(std::string_view text) {
  return FindCode<MovementSource>(kMovementSourceNames, text);
}

std::string_view ToString(PrisonEventOutcome code) {
  return kPrisonEventOutcomeNames[static_cast<std::size_t>(code)];
}
std::optional<PrisonEventOutcome> ParsePrisonEventOutcome(std::string_view text) {
  return FindCode<PrisonEventOutcome>(kPrisonEventOutcomeNames, text);
}

}  // namespace ttg::release

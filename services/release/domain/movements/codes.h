#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// What can happen to a person in prison (domain A8).
enum class MovementKind {
  kAdmission,
  kReleased,
  kReleasedFromCourt,
  kBailed,
  kTemporaryRelease,
  kTemporaryReleaseReturn,
  kToCourt,
  kCourtReturn,
  kToHospital,
  kToSecureHospital,
  kHospitalReturn,
  kTransferred,
  kImmigrationDetention,
  kEscaped,
  kFailedToReturn,
  kRecalled,
  kReleasedInError,
  kDeported,
  kDied,
  kReturnedToCustody,
};

// What a movement does to something that was arranged for the person.
enum class MovementEffect {
  kNothing,
  kSuspended,
  kEnded,
  kResumed,
};

// Who said so.
enum class MovementSource {
  kStaff,
  kPrisonSystem,
};

// What became of one event of the prison system.
enum class PrisonEventOutcome {
  kApplied,
  kRepeated,
  kLate,
  kWaiting,
  kRefused,
  kIgnored,
};

std::string_view ToString(MovementKind code);
std::optional<MovementKind> ParseMovementKind(std::string_view text);
std::string_view ToString(MovementEffect code);
std::optional<MovementEffect> ParseMovementEffect(std::string_view text);
std::string_view ToString(MovementSource code);
std::optional<MovementSource> ParseMovementSource(std::string_view text);
std::string_view ToString(PrisonEventOutcome code);
std::optional<PrisonEventOutcome> ParsePrisonEventOutcome(std::string_view text);

}  // namespace ttg::release

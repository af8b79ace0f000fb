#include "release/domain/identity/suspected_duplicate.h"

#include <array>
#include <cstddef>
#include <utility>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kGroundNames = {Name("SAME_NAME_AND_BIRTH"), Name("SAME_CRN"),
                                     Name("SAME_PNC"), Name("SAME_NUMBER")};

}  // namespace

std::string_view ToString(DuplicateGround ground) {
  return kGroundNames[static_cast<std::size_t>(ground)];
}
std::optional<DuplicateGround> ParseDuplicateGround(std::string_view text) {
  return FindCode<DuplicateGround>(kGroundNames, text);
}

SuspectedDuplicate SuspectedDuplicate::Suspect(DuplicateId id, PersonId one, PersonId other,
                                               DuplicateGround ground, Instant at) {
  if (other < one) std::swap(one, other);
  return SuspectedDuplicate({.id = std::move(id),
                             .first = std::move(one),
                             .second = std::move(other),
                             .ground = ground,
                             .suspected_at = at});
}

Result<void> SuspectedDuplicate::Dismiss(const std::string& reason, const Act& act) {
  if (reason.empty()) {
    return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
  }
  if (data_.dismissal) {
    return Precondition("DISMISSED_ALREADY", "somebody has said already that they are two people");
  }
  data_.dismissal = Dismissal{act.by, act.at, reason};
  return {};
}

}  // namespace ttg::release

#pragma once

#include <string>

#include "kernel/result.h"
#include "release/domain/merges/merge.h"

namespace ttg::release {

// What an undoing gives back, as JSON: survivor_before, the two fields of the absorbed person, the
// aliases and the consents. Personal data.
std::string WriteBefore(const PersonMerge& merge);
// Errors: Internal / ROW_MALFORMED.
Result<void> ReadBefore(const std::string& text, PersonMerge& merge);

}  // namespace ttg::release

#pragma once

#include <string>

#include "kernel/result.h"
#include "release/domain/plan/plan.h"

namespace ttg::release {

// What a submitted report says, as JSON with its keys in order: the same plan gives the same text.
// Every value is a text or null; codes, ids and dates stand as they do in the tables.
std::string WriteCopy(const PlanCopy& copy);

// Errors: Internal / ROW_MALFORMED.
Result<PlanCopy> ReadCopy(Date copied_on, const std::string& text);

}  // namespace ttg::release

#pragma once

#include <string>
#include <string_view>

#include "kernel/call_context.h"
#include "platform/store/session.h"

namespace ttg::store {

// The row filter CASELOAD of the method policies as SQL: a condition on the two columns that is
// true for people in the caller's prisons or delivery units. Adds its placeholders to `binds`.
// "1 = 1" for a caller who reaches everything, "1 = 0" for one who reaches nothing.
std::string CaseloadFilter(const Scope& scope, std::string_view prison_column,
                           std::string_view delivery_unit_column, Binds& binds);

}  // namespace ttg::store

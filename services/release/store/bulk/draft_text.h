#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/domain/bulk/bulk_change.h"

namespace ttg::release {

// Rows that wait for their dry run as one text: a unit separator between the fields of a row and a
// record separator between rows. ParseTrancheRow leaves neither in a value.
std::string WriteDraft(const std::vector<BulkChangeRow>& rows);
std::vector<BulkChangeRow> ReadDraft(std::string_view text);

}  // namespace ttg::release

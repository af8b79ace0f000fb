#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ttg::audit {

// The hash before the first entry.
std::string Genesis();

// SHA-256, in lower-case hex, over the canonical bytes of an entry: its sequence, the hash before
// it and its columns, each with its length in front, so that no two entries have the same bytes.
std::string HashOf(std::int64_t sequence, std::string_view previous_hash,
                   const std::vector<std::string>& columns);

}  // namespace ttg::audit

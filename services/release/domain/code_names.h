#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ttg::release {

// The enumerator whose name this is; `names` are in the order of the enumerators.
template <typename Code, std::size_t N>
std::optional<Code> FindCode(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Code>(found - names.begin());
}

}  // namespace ttg::release

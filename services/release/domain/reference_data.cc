#include "release/domain/reference_data.h"

#include <fmt/format.h>

#include "kernel/id.h"

namespace ttg::release {

Result<std::set<std::string, std::less<>>> ParseCodes(std::string_view table) {
  std::set<std::string, std::less<>> codes;
  for (int line = 1; !table.empty(); ++line) {
    const std::size_t end = table.find('\n');
    const std::string_view text = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    if (line == 1 || text.empty()) continue;
    const std::string_view code = text.substr(0, text.find(','));
    if (!IsReference(code) || !codes.emplace(code).second) {
      return Invalid("REFERENCE_TABLE_MALFORMED",
                     fmt::format("line {}: a code is malformed or there twice", line));
    }
  }
  if (codes.empty()) return Invalid("REFERENCE_TABLE_MALFORMED", "the table holds no codes");
  return codes;
}

}  // namespace ttg::release

#pragma once

#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/intake/import.h"

namespace ttg::accommodation {

// Reads the cells of one row and collects everything that is wrong with them. Cells are used
// without the space around them.
class RowReader {
 public:
  RowReader(const intake::ImportSpec& spec, const intake::CsvRow& row) : spec_(spec), row_(row) {}

  std::string Text(std::string_view column) const;
  std::string RequiredText(std::string_view column);

  // An Id or Reference.
  template <typename T>
  std::optional<T> Required(std::string_view column) {
    return Take(column, T::Parse(RequiredText(column)));
  }
  std::optional<Date> RequiredDate(std::string_view column) {
    return Take(column, ParseDate(RequiredText(column)));
  }
  std::optional<Date> OptionalDate(std::string_view column) {
    if (Text(column).empty()) return std::nullopt;
    return Take(column, ParseDate(Text(column)));
  }
  // Empty is none.
  std::optional<int> Number(std::string_view column, int least, int most);
  // A list separated by ';'.
  template <typename T>
  std::set<T> Codes(std::string_view column, std::optional<T> (*parse)(std::string_view)) {
    std::set<T> codes;
    for (const std::string& name : Parts(column)) {
      if (const auto code = parse(name)) {
        codes.insert(*code);
      } else {
        Refuse(column, "CODE_UNKNOWN", "this code is not known", name);
      }
    }
    return codes;
  }

  void Refuse(std::string_view column, std::string reason, std::string message);
  void Refuse(std::string_view column, std::string reason, std::string message, std::string value);

  const std::vector<intake::Finding>& findings() const { return findings_; }

 private:
  template <typename T>
  std::optional<T> Take(std::string_view column, Result<T> parsed) {
    if (parsed) return *std::move(parsed);
    // An empty cell has been refused already.
    if (!Text(column).empty()) Refuse(column, parsed.error().reason, parsed.error().message);
    return std::nullopt;
  }
  std::vector<std::string> Parts(std::string_view column) const;

  const intake::ImportSpec& spec_;
  const intake::CsvRow& row_;
  std::vector<intake::Finding> findings_;
};

}  // namespace ttg::accommodation

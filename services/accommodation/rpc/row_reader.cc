#include "accommodation/rpc/row_reader.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

// What of a cell is enough to find it.
constexpr std::size_t kShown = 40;

std::string Trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

}  // namespace

std::string RowReader::Text(std::string_view column) const {
  const auto found = std::find(spec_.columns.begin(), spec_.columns.end(), column);
  return Trim(row_[static_cast<std::size_t>(std::distance(spec_.columns.begin(), found))]);
}

std::string RowReader::RequiredText(std::string_view column) {
  std::string text = Text(column);
  if (text.empty()) Refuse(column, "VALUE_REQUIRED", "this column may not be empty");
  return text;
}

std::optional<int> RowReader::Number(std::string_view column, int least, int most) {
  const std::string text = Text(column);
  if (text.empty()) return std::nullopt;
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    Refuse(column, "NUMBER_INVALID",
           fmt::format("this must be a whole number from {} to {}", least, most));
    return std::nullopt;
  }
  return number;
}

std::vector<std::string> RowReader::Parts(std::string_view column) const {
  const std::string text = Text(column);
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    if (std::string part = Trim(std::string_view(text).substr(begin, end - begin)); !part.empty()) {
      parts.push_back(std::move(part));
    }
    begin = end + 1;
  }
  return parts;
}

void RowReader::Refuse(std::string_view column, std::string reason, std::string message) {
  Refuse(column, std::move(reason), std::move(message), Text(column));
}

void RowReader::Refuse(std::string_view column, std::string reason, std::string message,
                       std::string value) {
  value.resize(std::min(value.size(), kShown));
  findings_.push_back(
      {std::string(column), std::move(reason), std::move(message), std::move(value)});
}

}  // namespace ttg::accommodation

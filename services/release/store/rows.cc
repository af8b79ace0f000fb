#include "release/store/rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <fmt/format.h>

namespace ttg::release {
namespace {

constexpr std::size_t kPlaceholders = 1000;
constexpr std::size_t kMostPlaceholdersAtOnce = 100;

// Rows of one INSERT. PostgreSQL saves round trips by several; more would cost, because the driver
// looks placeholders up by name. SQLite has no round trips, and an INSERT of several rows, which
// may fail at one of them, first copies every page that it touches.
std::size_t RowsAtOnce(store::Dialect dialect, std::size_t width) {
  switch (dialect) {
    case store::Dialect::kSqlite:
      return 1;
    case store::Dialect::kPostgres:
      return width * 8 < kMostPlaceholdersAtOnce ? 8 : 1;
  }
  return 1;
}

std::string InsertText(std::string_view table, std::string_view columns, std::size_t width,
                       std::size_t rows) {
  std::string text = fmt::format("INSERT INTO {} ({}) VALUES ", table, columns);
  for (std::size_t row = 0; row < rows; ++row) {
    text += row == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < width; ++i) {
      text += fmt::format("{}:{}", i == 0 ? "" : ", ", Placeholder(row * width + i));
    }
    text += ')';
  }
  return text;
}

}  // namespace

std::string_view Placeholder(std::size_t i) {
  static const auto kNames = [] {
    std::array<std::string, kPlaceholders> names;
    for (std::size_t n = 0; n < kPlaceholders; ++n) names[n] = fmt::format("p{}", n);
    return names;
  }();
  return kNames[i];
}

std::string InList(const std::vector<std::string>& values, store::Binds& binds) {
  const std::size_t size = std::bit_ceil(values.size());
  std::string text = "(";
  for (std::size_t i = 0; i < size; ++i) {
    text += fmt::format("{}:{}", i == 0 ? "" : ", ", Placeholder(i));
    binds.emplace_back(Placeholder(i), values[std::min(i, values.size() - 1)]);
  }
  return text + ")";
}

Result<void> InsertRows(store::Session& session, std::string_view table, std::string_view columns,
                        std::vector<std::vector<store::Value>> rows) {
  if (rows.empty()) return {};
  const std::size_t width = rows.front().size();
  const std::size_t at_once = RowsAtOnce(session.dialect(), width);
  const std::string several = InsertText(table, columns, width, at_once);
  const std::string single = InsertText(table, columns, width, 1);
  for (std::size_t begin = 0; begin < rows.size();) {
    const std::size_t count = rows.size() - begin >= at_once ? at_once : 1;
    store::Binds binds;
    binds.reserve(count * width);
    for (std::size_t row = 0; row < count; ++row) {
      for (std::size_t i = 0; i < width; ++i) {
        binds.emplace_back(Placeholder(row * width + i), std::nullopt).value =
            std::move(rows[begin + row][i]);
      }
    }
    TTG_RETURN_IF_ERROR(session.Execute(count == 1 ? single : several, binds));
    begin += count;
  }
  return {};
}

}  // namespace ttg::release

#include "release/store/bulk/draft_text.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace ttg::release {
namespace {

constexpr char kUnit = '\x1f';
constexpr char kRecord = '\x1e';
constexpr std::size_t kFields = 8;

// The text up to `end`, which goes with it.
std::string_view Take(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

BulkChangeRow ReadRow(std::string_view text) {
  std::array<std::string_view, kFields> fields;
  for (std::string_view& field : fields) field = Take(text, kUnit);
  BulkChangeRow row{.prison_number = Sensitive(std::string(fields[1])),
                    .type = ParseDateType(fields[2]),
                    .regime = std::string(fields[4]),
                    .refusal = std::string(fields[5]),
                    .column = std::string(fields[6]),
                    .message = std::string(fields[7])};
  std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), row.line);
  if (const auto date = ParseDate(fields[3])) row.date = *date;
  if (!row.refusal.empty()) row.state = BulkChangeRowState::kRefused;
  return row;
}

}  // namespace

std::string WriteDraft(const std::vector<BulkChangeRow>& rows) {
  std::string text;
  for (const BulkChangeRow& row : rows) {
    text += fmt::format("{1}{0}{2}{0}{3}{0}{4}{0}{5}{0}{6}{0}{7}{0}{8}{9}", kUnit, row.line,
                        row.prison_number.Reveal(), row.type ? ToString(*row.type) : "",
                        row.date ? FormatDate(*row.date) : "", row.regime, row.refusal, row.column,
                        row.message, kRecord);
  }
  return text;
}

std::vector<BulkChangeRow> ReadDraft(std::string_view text) {
  std::vector<BulkChangeRow> rows;
  while (!text.empty()) rows.push_back(ReadRow(Take(text, kRecord)));
  return rows;
}

}  // namespace ttg::release

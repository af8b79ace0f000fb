#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/intake/csv_writer.h"
#include "release/rpc/lists/table_file.h"

namespace ttg::release {
namespace {

constexpr std::size_t kChunk = 65'536;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// What spreadsheets take for the beginning of a formula.
constexpr std::string_view kFormulaBegins = "=+-@\t\r\n";

std::string Harmless(const std::string& cell) {
  const bool formula = !cell.empty() && kFormulaBegins.find(cell.front()) != std::string_view::npos;
  return formula ? "'" + cell : cell;
}

class CsvFile final : public TableFile {
 public:
  Result<void> AddRow(const std::vector<std::string>& cells) override {
    std::vector<std::string> harmless;
    harmless.reserve(cells.size());
    for (const std::string& cell : cells) harmless.push_back(Harmless(cell));
    intake::AppendCsvRecord(text_, harmless);
    return {};
  }

  Result<void> Close() override { return {}; }

  Result<bool> Take(std::string& chunk) override {
    if (taken_ == text_.size()) {
      text_.clear();
      taken_ = 0;
      return false;
    }
    const std::size_t size = std::min(kChunk, text_.size() - taken_);
    chunk = text_.substr(taken_, size);
    taken_ += size;
    return true;
  }

 private:
  std::string text_ = std::string(kByteOrderMark);
  std::size_t taken_ = 0;
};

}  // namespace

std::unique_ptr<TableFile> MakeCsvFile() { return std::make_unique<CsvFile>(); }

}  // namespace ttg::release

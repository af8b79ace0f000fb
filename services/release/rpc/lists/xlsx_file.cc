#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <xlsxwriter.h>

#include "release/rpc/lists/table_file.h"

namespace ttg::release {
namespace {

constexpr std::size_t kChunk = 65'536;

Error NotWritten() {
  return Unavailable("EXPORT_NOT_WRITTEN", "the file could not be written; try again later");
}
Error TooLarge() {
  return Precondition("EXPORT_TOO_LARGE",
                      "a spreadsheet holds 1,048,575 people; narrow the list or export it as CSV");
}

// A folder that nobody else may read, gone with the object.
class PrivateFolder {
 public:
  explicit PrivateFolder(const std::string& parent) : path_(parent + "/export-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::string& path() { return path_; }

 private:
  std::string path_;
};

class XlsxFile final : public TableFile {
 public:
  explicit XlsxFile(const std::string& folder) : folder_(folder) {
    if (folder_.path().empty()) return;
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = folder_.path().data(), .use_zip64 = LXW_FALSE};
    workbook_ = workbook_new_opt((folder_.path() + "/list.xlsx").c_str(), &options);
    if (workbook_ == nullptr) return;
    sheet_ = workbook_add_worksheet(workbook_, "Releases");
    heading_ = workbook_add_format(workbook_);
    format_set_bold(heading_);
    worksheet_freeze_panes(sheet_, 1, 0);
  }
  // Frees what was not closed, after a call that was broken off.
  ~XlsxFile() override { lxw_workbook_free(workbook_); }
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;

  bool ok() const { return sheet_ != nullptr; }

  Result<void> AddRow(const std::vector<std::string>& cells) override {
    lxw_col_t column = 0;
    for (const std::string& cell : cells) {
      const lxw_error error = worksheet_write_string(sheet_, row_, column++, cell.c_str(),
                                                     row_ == 0 ? heading_ : nullptr);
      if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE) return TooLarge();
      if (error != LXW_NO_ERROR) return NotWritten();
    }
    ++row_;
    return {};
  }

  Result<void> Close() override {
    // Frees the workbook, whatever comes of it.
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR) return NotWritten();
    file_.open(folder_.path() + "/list.xlsx", std::ios::binary);
    if (!file_) return NotWritten();
    return {};
  }

  Result<bool> Take(std::string& chunk) override {
    if (!file_.is_open()) return false;
    chunk.resize(kChunk);
    file_.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    if (file_.bad()) return NotWritten();
    chunk.resize(static_cast<std::size_t>(file_.gcount()));
    return !chunk.empty();
  }

 private:
  PrivateFolder folder_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_row_t row_ = 0;
  std::ifstream file_;
};

}  // namespace

Result<std::unique_ptr<TableFile>> MakeXlsxFile(const std::string& folder) {
  auto file = std::make_unique<XlsxFile>(folder);
  if (!file->ok()) return NotWritten();
  return file;
}

}  // namespace ttg::release

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kernel/result.h"

namespace ttg::release {

// A table on its way into a file of some format. Every cell is a text: nothing that people have
// typed is ever a formula of a spreadsheet.
class TableFile {
 public:
  virtual ~TableFile() = default;

  virtual Result<void> AddRow(const std::vector<std::string>& cells) = 0;
  // No row comes any more.
  virtual Result<void> Close() = 0;
  // The next bytes of the file, at most 64 KiB. False: there are none for now, or, after Close, no
  // more.
  virtual Result<bool> Take(std::string& chunk) = 0;
};

// RFC 4180 with a byte order mark, which spreadsheets need to read UTF-8. A cell that begins with
// one of = + - @, a tab or a line's end gets an apostrophe before it.
std::unique_ptr<TableFile> MakeCsvFile();

// Office Open XML; strings only. Rows go to private files below `folder`, so that memory does not
// grow with them; they are gone with the object. Errors: Unavailable / EXPORT_NOT_WRITTEN.
Result<std::unique_ptr<TableFile>> MakeXlsxFile(const std::string& folder);

}  // namespace ttg::release

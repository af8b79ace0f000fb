#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/caller.h"

namespace ttg::cli {

// What the process ends with. Documented in `ttg --help`.
inline constexpr int kExitOk = 0;
inline constexpr int kExitError = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitRowsRefused = 3;

struct OutputOptions {
  bool json = false;
  // Bold headings: a terminal, and NO_COLOR is not set.
  bool color = false;
  // Progress is redrawn in place.
  bool live_progress = false;
};

// Everything that is printed: answers on standard output, progress and errors on standard error.
class Output {
 public:
  Output(OutputOptions options, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {}

  bool json() const { return options_.json; }

  // Columns as wide as their widest cell.
  void Table(const std::vector<std::string>& titles,
             const std::vector<std::vector<std::string>>& rows);
  // One thing, a line for each of its fields. Empty values are left out.
  void Record(const std::vector<std::pair<std::string, std::string>>& fields);
  void Line(std::string_view text);
  // To standard error.
  void Note(std::string_view text);
  void Progress(std::string_view text);
  void EndProgress();
  void PrintJson(const Json& value);

  // Reason, message, fields and what to do; kExitError.
  int Fail(const CallError& failure);
  int Fail(const Error& error) { return Fail(CallError{error, ""}); }

 private:
  OutputOptions options_;
  std::ostream& out_;
  std::ostream& err_;
  bool progress_shown_ = false;
};

// One cell of a table for any JSON value: ISO dates, yes and no, lists joined by commas. Characters
// that a terminal would obey are made harmless.
std::string Cell(const Json& value);

// Cell of the value at `path` ("release_day.release_date"), without `prefix` (of enum names).
std::string CellAt(const Json& object, std::string_view path, std::string_view prefix = "");

// The same value with protobuf dates as ISO text, for --json.
Json WithIsoDates(const Json& value);

// {"year": 2026, "month": 11, "day": 23}. Errors: those of ttg::ParseDate.
Result<Json> DateJson(std::string_view iso);

}  // namespace ttg::cli

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <csv.h>

#include "kernel/result.h"

namespace ttg::intake {

// What is wrong with one row, or worth knowing about it. `reason` is stable and UPPER_SNAKE,
// `message` a sentence that says what to do. `value` is personal data: the cell as it stood, no
// more of it than is needed to find it; it is reported to the sender and never logged or stored.
struct Finding {
  std::string column;
  std::string reason;
  std::string message;
  std::string value;

  friend bool operator==(const Finding&, const Finding&) = default;
};

// One record of a CSV file. `fields` stand in the order of the columns that the reader was given,
// whatever their order in the file. Values are exactly as written (no trimming).
struct CsvRow {
  // The line on which the row starts; the header is line 1, quoted line breaks count.
  std::int64_t line = 0;
  std::vector<std::string> fields;
  // Why the row cannot be used: FIELD_COUNT_WRONG or FIELD_TOO_LONG. With the wrong number of cells
  // nobody knows which is which: `fields` are then a guess, what stands in each column's place, and
  // good only for finding out whom the row is about.
  std::optional<Finding> fault;

  const std::string& operator[](std::size_t column) const { return fields[column]; }
};

struct CsvLimits {
  // Longer cells refuse their row.
  std::size_t field_characters = 1'000;
  // A record (a line, if nothing is quoted) that is longer aborts the file; no more than this is
  // ever held in memory.
  std::size_t record_bytes = 1'048'576;
};

// Reads RFC 4180 as it arrives, in pieces of any size: UTF-8 with or without a byte-order mark,
// CRLF or LF, quoted cells with line breaks. The first record names the columns: all of `columns`,
// once each, in any order, and no other. Blank lines are passed over.
//
// An error ends the file; the rows reported before it must not be used, so read a file once to its
// end before acting on it. Errors, all Invalid, with the line in the message:
//   CSV_EMPTY, CSV_UTF16, CSV_NOT_UTF8, CSV_NUL, CSV_QUOTES_BROKEN, CSV_UNTERMINATED,
//   CSV_RECORD_TOO_LONG, CSV_HEADER_ABSENT, CSV_HEADER_WRONG (a violation for each column:
//   COLUMN_MISSING, COLUMN_UNKNOWN, COLUMN_REPEATED), and whatever `on_row` returns.
class CsvReader {
 public:
  using OnRow = std::function<Result<void>(CsvRow)>;

  CsvReader(std::vector<std::string> columns, OnRow on_row, CsvLimits limits = {});
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  Result<void> Feed(std::string_view bytes);
  // The end of the file. Call it once, and not after an error.
  Result<void> Finish();

 private:
  // Where the raw bytes have got to; the encoding is checked before anything is parsed.
  struct Utf8State {
    int pending = 0;           // continuation bytes still to come
    unsigned char lowest = 0;  // the bounds of the next one
    unsigned char highest = 0;
    std::int64_t line = 1;
    std::int64_t byte = 0;  // of the line, counted from 1
    bool after_carriage_return = false;
  };

  static void OnFieldThunk(void* data, std::size_t size, void* self);
  static void OnRecordThunk(int terminator, void* self);
  void TakeField(std::string_view field);
  void TakeRecord(int terminator);
  void CountBreaks(std::string_view field);
  Result<void> TakeHeader();
  Result<void> DeliverRow();
  Result<void> Start(std::string_view& bytes);
  Result<void> CheckEncoding(std::string_view bytes);
  Result<void> CheckByte(unsigned char byte);
  Result<void> Parse(std::string_view bytes);

  const std::vector<std::string> columns_;
  const OnRow on_row_;
  const CsvLimits limits_;
  csv_parser parser_{};
  Utf8State utf8_;

  std::string head_;  // the first bytes, until the encoding is known
  bool started_ = false;
  bool saw_header_ = false;
  std::optional<Error> error_;

  // The record being read.
  std::vector<std::string> record_;
  std::size_t record_bytes_ = 0;
  std::size_t long_field_ = 0;  // its number, counted from 1; 0: none
  std::int64_t line_ = 1;
  std::int64_t record_line_ = 1;
  bool after_carriage_return_ = false;

  // Where each of columns_ stands in the file.
  std::vector<std::size_t> place_;
};

}  // namespace ttg::intake

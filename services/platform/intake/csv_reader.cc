#include "platform/intake/csv_reader.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace ttg::intake {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::size_t kHeadBytes = 4;
constexpr std::size_t kReportedValueBytes = 40;

struct ByteRange {
  unsigned char lowest = 0;
  unsigned char highest = 0;
};

// The well-formed sequences: Unicode 15, table 3-7.
constexpr ByteRange kLeadBytes{0xC2, 0xF4};
constexpr ByteRange kContinuation{0x80, 0xBF};

// How many bytes follow one that leads a sequence.
int Continuations(unsigned char lead) {
  if (lead < 0xE0) return 1;
  return lead < 0xF0 ? 2 : 3;
}

// The second byte, which is bounded more narrowly after some of those that lead.
ByteRange Second(unsigned char lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return kContinuation;
  }
}

Error Empty() {
  return Invalid("CSV_EMPTY", "the file is empty: its first line names the columns");
}

Error Utf16() {
  return Invalid("CSV_UTF16",
                 "the file is in UTF-16 (a spreadsheet's \"Unicode text\"): save it as CSV UTF-8");
}

Error NotUtf8(std::int64_t line, std::int64_t byte, unsigned char value) {
  return Invalid("CSV_NOT_UTF8", absl::StrFormat("line %d, byte %d (0x%02X) is not UTF-8: save the "
                                                 "file as CSV UTF-8",
                                                 line, byte, static_cast<unsigned>(value)));
}

Error CutInCharacter(std::int64_t line) {
  return Invalid("CSV_NOT_UTF8", absl::StrCat("the file ends inside a character on line ", line,
                                              ": send the whole file again"));
}

Error HasNul(std::int64_t line, std::int64_t byte) {
  return Invalid("CSV_NUL", absl::StrCat("line ", line, ", byte ", byte,
                                         " is a NUL: this is not a text file, or it is damaged"));
}

Error QuotesBroken(std::int64_t line) {
  return Invalid("CSV_QUOTES_BROKEN",
                 absl::StrCat("the quotes of the row that starts on line ", line,
                              " do not match: a quote inside a quoted cell is doubled"));
}

Error Unterminated(std::int64_t line) {
  return Invalid("CSV_UNTERMINATED",
                 absl::StrCat("the file ends inside a quoted cell of the row that starts on line ",
                              line, ": it was cut off, or a quote is missing"));
}

Error CutInRow(std::int64_t line) {
  return Invalid("CSV_UNTERMINATED",
                 absl::StrCat("the file ends in the middle of the row on line ", line,
                              ": it was cut off, send the whole file again"));
}

Error RecordTooLong(std::int64_t line, std::size_t limit) {
  return Invalid("CSV_RECORD_TOO_LONG",
                 absl::StrCat("the row that starts on line ", line, " has more than ", limit,
                              " bytes: a quote or the line breaks are missing"));
}

Error NoMemory() {
  return Overloaded("CSV_NO_MEMORY", "there was no memory to read the file: send it again later");
}

Error HeaderAbsent() {
  return Invalid("CSV_HEADER_ABSENT",
                 "the first line names none of the expected columns: is it the right file?");
}

// A column name may be anything, if the file has no header at all: even somebody's address.
std::string SafeName(std::string_view name, std::size_t number) {
  const auto harmless = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!name.empty() && name.size() <= 64 && std::ranges::all_of(name, harmless)) {
    return std::string(name);
  }
  return absl::StrCat("column ", number);
}

std::size_t Characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The start of a cell, cut between two characters.
std::string Excerpt(std::string_view cell) {
  if (cell.size() <= kReportedValueBytes) return std::string(cell);
  std::size_t end = kReportedValueBytes;
  while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
  return std::string(cell.substr(0, end)) + "…";
}

bool LooksLikeUtf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  // Without a mark: Latin text has a zero in every other byte.
  return head.size() >= 2 && ((head[0] == '\0') != (head[1] == '\0'));
}

// libcsv strips what it takes for spaces around cells; RFC 4180 says they are part of the cell.
int NothingIsSpace(unsigned char) { return 0; }

}  // namespace

CsvReader::CsvReader(std::vector<std::string> columns, OnRow on_row, CsvLimits limits)
    : columns_(std::move(columns)), on_row_(std::move(on_row)), limits_(limits) {
  // csv_init fails only for unknown options.
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL) != 0) {
    std::abort();
  }
  csv_set_space_func(&parser_, NothingIsSpace);
  csv_set_blk_size(&parser_, 4096);
}

CsvReader::~CsvReader() { csv_free(&parser_); }

Result<void> CsvReader::Feed(std::string_view bytes) {
  if (error_) return *error_;
  if (started_) {
    auto done = Parse(bytes);
    if (!done) error_ = done.error();
    return done;
  }
  head_.append(bytes);
  if (head_.size() < kHeadBytes) return {};
  const std::string head = std::exchange(head_, {});
  std::string_view rest = head;
  auto done = Start(rest);
  if (done) done = Parse(rest);
  if (!done) error_ = done.error();
  return done;
}

// Looks at the encoding's mark and takes it off.
Result<void> CsvReader::Start(std::string_view& bytes) {
  started_ = true;
  if (LooksLikeUtf16(bytes)) return Utf16();
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  return {};
}

Result<void> CsvReader::Finish() {
  if (error_) return *error_;
  if (!started_) {
    const std::string head = std::exchange(head_, {});
    std::string_view rest = head;
    TTG_RETURN_IF_ERROR(Start(rest));
    TTG_RETURN_IF_ERROR(Parse(rest));
  }
  if (utf8_.pending > 0) return CutInCharacter(utf8_.line);
  const bool parsed = csv_fini(&parser_, &OnFieldThunk, &OnRecordThunk, this) == 0;
  if (error_) return *error_;
  if (!parsed) return Unterminated(record_line_);
  if (!saw_header_) return Empty();
  return {};
}

Result<void> CsvReader::Parse(std::string_view bytes) {
  // In slices, so that a record that never ends is noticed before it is in memory.
  constexpr std::size_t kSlice = 16'384;
  while (!bytes.empty()) {
    const std::string_view slice = bytes.substr(0, kSlice);
    bytes.remove_prefix(slice.size());
    TTG_RETURN_IF_ERROR(CheckEncoding(slice));
    const std::size_t taken =
        csv_parse(&parser_, slice.data(), slice.size(), &OnFieldThunk, &OnRecordThunk, this);
    if (error_) return *error_;
    if (taken != slice.size()) {
      if (csv_error(&parser_) != CSV_EPARSE) return NoMemory();
      return QuotesBroken(record_line_);
    }
    if (record_bytes_ + parser_.entry_pos > limits_.record_bytes) {
      return RecordTooLong(record_line_, limits_.record_bytes);
    }
  }
  return {};
}

Result<void> CsvReader::CheckEncoding(std::string_view bytes) {
  for (const char character : bytes) {
    const auto byte = static_cast<unsigned char>(character);
    ++utf8_.byte;
    if (utf8_.pending > 0 || byte >= 0x80 || byte == 0) {
      TTG_RETURN_IF_ERROR(CheckByte(byte));
    } else if (byte == '\n' || byte == '\r') {
      if (!(byte == '\n' && utf8_.after_carriage_return)) ++utf8_.line;
      utf8_.byte = 0;
    }
    utf8_.after_carriage_return = byte == '\r';
  }
  return {};
}

Result<void> CsvReader::CheckByte(unsigned char byte) {
  if (byte == 0) return HasNul(utf8_.line, utf8_.byte);
  const bool leads = utf8_.pending == 0;
  const auto [lowest, highest] = leads ? kLeadBytes : ByteRange{utf8_.lowest, utf8_.highest};
  if (byte < lowest || byte > highest) return NotUtf8(utf8_.line, utf8_.byte, byte);
  const ByteRange next = leads ? Second(byte) : kContinuation;
  utf8_.pending = leads ? Continuations(byte) : utf8_.pending - 1;
  utf8_.lowest = next.lowest;
  utf8_.highest = next.highest;
  return {};
}

void CsvReader::OnFieldThunk(void* data, std::size_t size, void* self) {
  static_cast<CsvReader*>(self)->TakeField({static_cast<const char*>(data), size});
}

void CsvReader::OnRecordThunk(int terminator, void* self) {
  static_cast<CsvReader*>(self)->TakeRecord(terminator);
}

void CsvReader::TakeField(std::string_view field) {
  record_bytes_ += field.size() + 1;
  after_carriage_return_ = false;
  CountBreaks(field);
  if (long_field_ == 0 && field.size() > limits_.field_characters &&
      Characters(field) > limits_.field_characters) {
    long_field_ = record_.size() + 1;
  }
  record_.emplace_back(field);
}

void CsvReader::CountBreaks(std::string_view field) {
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool pair = field[i] == '\n' && i > 0 && field[i - 1] == '\r';
    if ((field[i] == '\n' || field[i] == '\r') && !pair) ++line_;
  }
}

// libcsv reports every line break, so that lines can be counted: the second half of CRLF and blank
// lines come as a record without cells.
void CsvReader::TakeRecord(int terminator) {
  if (error_) return;
  const bool second_half = terminator == '\n' && after_carriage_return_;
  if (!second_half && terminator != -1) ++line_;
  after_carriage_return_ = terminator == '\r';
  if (!record_.empty()) {
    // Too short and without a line break at the end of the file: the rest of it is missing, and
    // nobody knows how much.
    const bool cut = terminator == -1 && saw_header_ && record_.size() < columns_.size();
    auto done = cut           ? Result<void>(tl::unexpected(CutInRow(record_line_)))
                : saw_header_ ? DeliverRow()
                              : TakeHeader();
    if (!done) error_ = std::move(done).error();
    record_.clear();
  }
  record_bytes_ = 0;
  long_field_ = 0;
  record_line_ = line_;
}

Result<void> CsvReader::TakeHeader() {
  saw_header_ = true;
  std::map<std::string_view, std::size_t> seen;
  std::vector<FieldViolation> violations;
  for (std::size_t i = 0; i < record_.size(); ++i) {
    const bool known = std::ranges::find(columns_, record_[i]) != columns_.end();
    const bool repeated = !seen.emplace(record_[i], i).second;
    const std::string name = SafeName(record_[i], i + 1);
    if (!known) {
      violations.push_back({name, "COLUMN_UNKNOWN", "no such column is expected"});
    } else if (repeated) {
      violations.push_back({name, "COLUMN_REPEATED", "the column is there more than once"});
    }
  }
  for (const std::string& column : columns_) {
    const auto found = seen.find(column);
    if (found == seen.end()) {
      violations.push_back({column, "COLUMN_MISSING", "the column is not there"});
    } else {
      place_.push_back(found->second);
    }
  }
  if (place_.empty()) return HeaderAbsent();
  if (violations.empty()) return {};
  Error error = Invalid(
      "CSV_HEADER_WRONG",
      absl::StrCat("the first line must name each expected column once: ",
                   absl::StrJoin(violations, ", ", [](std::string* out, const FieldViolation& one) {
                     absl::StrAppend(out, one.field, " (", one.reason, ")");
                   })));
  error.violations = std::move(violations);
  return error;
}

Result<void> CsvReader::DeliverRow() {
  CsvRow row;
  row.line = record_line_;
  row.fields.reserve(columns_.size());
  if (record_.size() != columns_.size()) {
    row.fault = Finding{"", "FIELD_COUNT_WRONG",
                        absl::StrCat("the row has ", record_.size(), " cells and the header ",
                                     columns_.size(), ": is a comma unquoted or missing?"),
                        ""};
    for (const std::size_t place : place_) {
      row.fields.push_back(place < record_.size() ? record_[place] : std::string());
    }
    return on_row_(std::move(row));
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (long_field_ == place_[column] + 1) {
      row.fault = Finding{
          columns_[column], "FIELD_TOO_LONG",
          absl::StrCat("a cell has at most ", limits_.field_characters, " characters: shorten it"),
          Excerpt(record_[place_[column]])};
    }
    row.fields.push_back(std::move(record_[place_[column]]));
  }
  return on_row_(std::move(row));
}

}  // namespace ttg::intake

#include "platform/intake/csv_reader.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "platform/intake/csv_writer.h"

namespace ttg::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Reading {
  std::vector<CsvRow> rows;
  Result<void> result;
};

Reading ReadCsv(std::string_view text, std::vector<std::string> columns = {"a", "b"},
                std::size_t piece = 7) {
  Reading reading;
  CsvReader reader(std::move(columns), [&](CsvRow row) -> Result<void> {
    reading.rows.push_back(std::move(row));
    return {};
  });
  while (reading.result && !text.empty()) {
    reading.result = reader.Feed(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  if (reading.result) reading.result = reader.Finish();
  return reading;
}

std::string ReasonOf(const Reading& reading) {
  return reading.result ? "" : reading.result.error().reason;
}

std::string MessageOf(const Reading& reading) {
  return reading.result ? "" : reading.result.error().message;
}

TEST(CsvReader, ReadsRowsInTheOrderOfTheExpectedColumns) {
  const auto reading = ReadCsv("b,a\n1,2\n3,4\n");
  ASSERT_TRUE(reading.result);
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_THAT(reading.rows[0].fields, ElementsAre("2", "1"));
  EXPECT_EQ(reading.rows[1].line, 3);
}

TEST(CsvReader, TakesAByteOrderMarkAndCarriageReturns) {
  const auto reading = ReadCsv(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x\",y\r\nz,\r\n");
  ASSERT_TRUE(reading.result);
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_THAT(reading.rows[0].fields, ElementsAre("x", "y"));
  EXPECT_THAT(reading.rows[1].fields, ElementsAre("z", ""));
  EXPECT_EQ(reading.rows[1].line, 3);
}

TEST(CsvReader, KeepsSpacesAroundACell) {
  const auto reading = ReadCsv("a,b\n  x , y\n");
  ASSERT_TRUE(reading.result);
  EXPECT_THAT(reading.rows[0].fields, ElementsAre("  x ", " y"));
}

TEST(CsvReader, CountsQuotedLineBreaksAndBlankLines) {
  const auto reading = ReadCsv("a,b\r\n\"one\r\ntwo\nthree\",x\r\n\r\ny,z\r\n");
  ASSERT_TRUE(reading.result);
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_EQ(reading.rows[0].line, 2);
  EXPECT_EQ(reading.rows[0].fields[0], "one\r\ntwo\nthree");
  EXPECT_EQ(reading.rows[1].line, 6);
}

TEST(CsvReader, ReadsALastLineWithoutALineBreak) {
  const auto reading = ReadCsv("a,b\nx,y");
  ASSERT_TRUE(reading.result);
  EXPECT_THAT(reading.rows[0].fields, ElementsAre("x", "y"));
}

TEST(CsvReader, RefusesAnEmptyFile) {
  EXPECT_EQ(ReasonOf(ReadCsv("")), "CSV_EMPTY");
  EXPECT_EQ(ReasonOf(ReadCsv("\xEF\xBB\xBF")), "CSV_EMPTY");
  EXPECT_EQ(ReasonOf(ReadCsv("\r\n\r\n")), "CSV_EMPTY");
}

TEST(CsvReader, TakesAFileThatHasOnlyItsHeader) {
  const auto reading = ReadCsv("a,b\r\n");
  EXPECT_TRUE(reading.result);
  EXPECT_THAT(reading.rows, IsEmpty());
}

TEST(CsvReader, NamesUtf16) {
  using std::string_literals::operator""s;
  EXPECT_EQ(ReasonOf(ReadCsv("\xFF\xFE"
                             "a\0,\0b\0"s)),
            "CSV_UTF16");
  EXPECT_EQ(ReasonOf(ReadCsv("\xFE\xFF\0a\0,\0b"s)), "CSV_UTF16");
  EXPECT_EQ(ReasonOf(ReadCsv("a\0,\0b\0"s)), "CSV_UTF16");
}

TEST(CsvReader, NamesLineAndByteOfWhatIsNotUtf8) {
  const auto reading = ReadCsv("a,b\r\nx,y\r\nRen\xE9,z\r\n");
  EXPECT_EQ(ReasonOf(reading), "CSV_NOT_UTF8");
  EXPECT_THAT(MessageOf(reading), HasSubstr("line 3, byte 5 (0x2C)"));
  EXPECT_THAT(MessageOf(ReadCsv("a,b\nx\x80,y\n")), HasSubstr("line 2, byte 2 (0x80)"));
}

TEST(CsvReader, RefusesOverlongAndSurrogateEncodings) {
  EXPECT_EQ(ReasonOf(ReadCsv("a,b\n\xC0\xAF,y\n")), "CSV_NOT_UTF8");
  EXPECT_EQ(ReasonOf(ReadCsv("a,b\n\xED\xA0\x80,y\n")), "CSV_NOT_UTF8");
  EXPECT_EQ(ReasonOf(ReadCsv("a,b\n\xF4\x90\x80\x80,y\n")), "CSV_NOT_UTF8");
  EXPECT_TRUE(ReadCsv("a,b\n\xF0\x9F\x98\x80,\xC3\xA9\n").result);
}

TEST(CsvReader, RefusesANul) {
  using std::string_literals::operator""s;
  const auto reading = ReadCsv("a,b\nx,\0\n"s);
  EXPECT_EQ(ReasonOf(reading), "CSV_NUL");
  EXPECT_THAT(MessageOf(reading), HasSubstr("line 2, byte 3"));
}

TEST(CsvReader, NamesTheRowWhoseQuotesAreBroken) {
  const auto reading = ReadCsv("a,b\nx,y\n\"half\"way,z\nu,v\n");
  EXPECT_EQ(ReasonOf(reading), "CSV_QUOTES_BROKEN");
  EXPECT_THAT(MessageOf(reading), HasSubstr("line 3"));
}

TEST(CsvReader, NamesTheRowInWhichAFileWasCutOff) {
  const auto reading = ReadCsv("a,b\nx,y\nu,\"and then");
  EXPECT_EQ(ReasonOf(reading), "CSV_UNTERMINATED");
  EXPECT_THAT(MessageOf(reading), HasSubstr("line 3"));
  EXPECT_EQ(reading.rows.size(), 1U);
  EXPECT_EQ(ReasonOf(ReadCsv("a,b\nx,\xC3")), "CSV_NOT_UTF8");
  const auto in_row = ReadCsv("a,b\nx,y\nu");
  EXPECT_EQ(ReasonOf(in_row), "CSV_UNTERMINATED");
  EXPECT_THAT(MessageOf(in_row), HasSubstr("line 3"));
  EXPECT_TRUE(ReadCsv("a,b\nx,y").result);
}

TEST(CsvReader, NamesEveryWrongColumnAtOnce) {
  const auto reading = ReadCsv("a,c,a\n", {"a", "b"});
  ASSERT_EQ(ReasonOf(reading), "CSV_HEADER_WRONG");
  const auto& violations = reading.result.error().violations;
  ASSERT_EQ(violations.size(), 3U);
  EXPECT_EQ(violations[0].field + violations[0].reason, "cCOLUMN_UNKNOWN");
  EXPECT_EQ(violations[1].field + violations[1].reason, "aCOLUMN_REPEATED");
  EXPECT_EQ(violations[2].field + violations[2].reason, "bCOLUMN_MISSING");
}

TEST(CsvReader, NeverEchoesWhatMayBeSomebodysData) {
  const auto absent = ReadCsv("A1234BC,West\nA1235BC,East\n");
  EXPECT_EQ(ReasonOf(absent), "CSV_HEADER_ABSENT");
  EXPECT_THAT(MessageOf(absent), ::testing::Not(HasSubstr("West")));
  const auto wrong = ReadCsv("a,West Martin\n");
  EXPECT_EQ(wrong.result.error().violations[0].field, "column 2");
}

TEST(CsvReader, FaultsARowWithTheWrongNumberOfCellsAndGoesOn) {
  const auto reading = ReadCsv("a,b\nx\ny,z\n1,2,3\n");
  ASSERT_TRUE(reading.result);
  ASSERT_EQ(reading.rows.size(), 3U);
  EXPECT_EQ(reading.rows[0].fault->reason, "FIELD_COUNT_WRONG");
  EXPECT_FALSE(reading.rows[1].fault);
  EXPECT_EQ(reading.rows[2].fault->reason, "FIELD_COUNT_WRONG");
  // A guess at who it is about.
  EXPECT_THAT(reading.rows[0].fields, ElementsAre("x", ""));
  EXPECT_THAT(reading.rows[2].fields, ElementsAre("1", "2"));
}

TEST(CsvReader, CountsCharactersNotBytesOfALongCell) {
  std::string fits;
  for (int i = 0; i < 1000; ++i) fits += "é";
  const auto reading = ReadCsv("b,a\n1," + fits + "\n2," + fits + "é\n");
  ASSERT_TRUE(reading.result);
  EXPECT_FALSE(reading.rows[0].fault);
  ASSERT_TRUE(reading.rows[1].fault);
  EXPECT_EQ(reading.rows[1].fault->reason, "FIELD_TOO_LONG");
  EXPECT_EQ(reading.rows[1].fault->column, "a");
  EXPECT_LT(reading.rows[1].fault->value.size(), 50U);
}

// A hundred megabytes in one line, quoted or not, end after the first one of them.
TEST(CsvReader, StopsEarlyInALineOfAHundredMegabytes) {
  for (const std::string start : {"a,b\nx,", "a,b\nx,\"", "", "a,b\nx,y,"}) {
    CsvReader reader({"a", "b"}, [](const CsvRow&) { return Result<void>(); });
    ASSERT_TRUE(reader.Feed(start));
    const std::string piece(65'536, start.ends_with("y,") ? ',' : 'x');
    Result<void> result;
    std::size_t fed = 0;
    while (result && fed < 100'000'000) {
      result = reader.Feed(piece);
      fed += piece.size();
    }
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "CSV_RECORD_TOO_LONG");
    EXPECT_LT(fed, 2'000'000U);
    EXPECT_EQ(reader.Feed("x").error().reason, "CSV_RECORD_TOO_LONG");
  }
}

TEST(CsvReader, EndsWithTheErrorOfItsTaker) {
  int rows = 0;
  CsvReader reader({"a"}, [&](const CsvRow&) -> Result<void> {
    ++rows;
    return Unavailable("SENDER_GONE", "");
  });
  const auto result = reader.Feed("a\n1\n2\n3\n");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, "SENDER_GONE");
  EXPECT_EQ(rows, 1);
}

// Whatever is written reads back, in pieces of any size, with the lines counted right.
TEST(CsvReader, ReadsBackWhateverTheWriterWrote) {
  const auto cell = rc::gen::container<std::string>(
      rc::gen::element<char>('a', ' ', ',', '"', '\r', '\n', '=', '\t', ';'));
  EXPECT_TRUE(rc::check("written CSV reads back", [&] {
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(3, cell));
    const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
    std::string text;
    AppendCsvRecord(text, {"a", "b", "c"});
    for (const auto& row : rows) AppendCsvRecord(text, row);
    const auto reading = ReadCsv(text, {"a", "b", "c"}, piece);
    RC_ASSERT(reading.result.has_value());
    RC_ASSERT(reading.rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) RC_ASSERT(reading.rows[i].fields == rows[i]);
  }));
}

}  // namespace
}  // namespace ttg::intake

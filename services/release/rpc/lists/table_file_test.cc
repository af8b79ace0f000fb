#include "release/rpc/lists/table_file.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::release {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

std::string Everything(TableFile& file) {
  std::string all;
  std::string chunk;
  while (true) {
    const auto more = file.Take(chunk);
    EXPECT_THAT(more, Succeeded());
    if (!more || !*more) return all;
    EXPECT_LE(chunk.size(), 65'536U);
    all += chunk;
  }
}

TEST(CsvFile, IsRfc4180WithAByteOrderMark) {
  const auto file = MakeCsvFile();
  ASSERT_THAT(file->AddRow({"a", "b,c", "say \"no\"", "", "two\nlines"}), Succeeded());
  ASSERT_THAT(file->Close(), Succeeded());
  EXPECT_EQ(Everything(*file),
            "\xEF\xBB\xBF"
            "a,\"b,c\",\"say \"\"no\"\"\",,\"two\nlines\"\r\n");
}

// A list is opened in a spreadsheet, and a name can be anything (issue 3).
TEST(CsvFile, MakesFormulasHarmless) {
  const auto file = MakeCsvFile();
  ASSERT_THAT(file->AddRow({"=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "1-2",
                            "O'Brien"}),
              Succeeded());
  EXPECT_EQ(Everything(*file),
            "\xEF\xBB\xBF"
            "\"'=HYPERLINK(\"\"http://x\"\")\",'+1,'-1,'@SUM(A1),'\tx,\"'\rx\",1-2,"
            "O'Brien\r\n");
}

TEST(CsvFile, GivesWhatItHasInChunks) {
  const auto file = MakeCsvFile();
  ASSERT_THAT(file->AddRow({std::string(200'000, 'x')}), Succeeded());
  EXPECT_EQ(Everything(*file).size(), 200'005U);
  ASSERT_THAT(file->AddRow({"next"}), Succeeded());
  EXPECT_EQ(Everything(*file), "next\r\n");
  EXPECT_THAT(Everything(*file), IsEmpty());
}

// The parts of the zip, as unzip prints them.
std::string Unzipped(const std::string& bytes, const std::filesystem::path& folder) {
  const std::string path = (folder / "list.xlsx").string();
  std::ofstream(path, std::ios::binary) << bytes;
  std::string text;
  std::FILE* pipe = popen(("unzip -p " + path + " xl/worksheets/sheet1.xml").c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) {
    text.append(buffer, got);
  }
  pclose(pipe);
  return text;
}

TEST(XlsxFile, HoldsStringsOnlyAndLeavesNothingBehind) {
  const ttg::testing::TemporaryFolder folder;
  {
    auto file = MakeXlsxFile(folder.path().string());
    ASSERT_THAT(file, Succeeded());
    ASSERT_THAT((*file)->AddRow({"name", "day"}), Succeeded());
    for (int n = 0; n < 2000; ++n) {
      ASSERT_THAT((*file)->AddRow({"=1+1", "2026-11-23"}), Succeeded());
    }
    std::string chunk;
    EXPECT_THAT((*file)->Take(chunk), Succeeded());
    EXPECT_THAT(chunk, IsEmpty());
    ASSERT_THAT((*file)->Close(), Succeeded());
    const std::string bytes = Everything(**file);
    EXPECT_THAT(bytes, StartsWith("PK"));
    const std::string sheet = Unzipped(bytes, folder.path());
    EXPECT_THAT(sheet, HasSubstr("=1+1"));
    EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
    std::filesystem::remove(folder.path() / "list.xlsx");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(XlsxFile, LeavesNothingBehindWhenItIsBrokenOff) {
  const ttg::testing::TemporaryFolder folder;
  {
    auto file = MakeXlsxFile(folder.path().string());
    ASSERT_THAT(file, Succeeded());
    ASSERT_THAT((*file)->AddRow({"name"}), Succeeded());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(XlsxFile, SaysWhenItCannotBeWritten) {
  EXPECT_THAT(MakeXlsxFile("/nowhere/at/all"), FailsWith("EXPORT_NOT_WRITTEN"));
}

}  // namespace
}  // namespace ttg::release

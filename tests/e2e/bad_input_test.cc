#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "e2e/kit.h"

namespace ttg::e2e {
namespace {

using support::Cluster;
using ::testing::HasSubstr;

constexpr int kPeople = 40;
constexpr std::size_t kMegabyte = 1'000'000;
constexpr std::chrono::seconds kLongestRefusal{20};

// Files as they really arrive, against a service that holds nobody.
class BadInput : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = std::make_unique<Cluster>();
    cluster_->Start("release");
    good_ = ReadText(Simulate(*cluster_, kPeople, 1) + "/people.csv");
    const std::size_t end = good_.find('\n');
    header_ = good_.substr(0, end + 1);
    rows_ = good_.substr(end + 1);
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  // The import fails as a whole with this reason, says so clearly, and nothing has gone in.
  static Json RefusesFile(const std::string& text, const std::string& reason,
                          const std::string& kind = "people") {
    const std::string path = cluster_->folder() + "/bad.csv";
    WriteText(path, text);
    return RefusesPath(path, reason, kind);
  }

  static Json RefusesPath(const std::string& path, const std::string& reason,
                          const std::string& kind = "people") {
    const auto output = cluster_->Ttg({"--json", "import", kind, path});
    EXPECT_EQ(output.status, 1) << output.out;
    Json error = ErrorOf(output);
    EXPECT_EQ(error.value("reason", ""), reason) << output.error;
    EXPECT_NE(error.value("message", ""), "");
    EXPECT_NE(error.value("what_to_do", ""), "");
    EXPECT_EQ(output.out, "");
    EXPECT_TRUE(Ask(*cluster_, {"releases"})["releases"].empty());
    EXPECT_TRUE(Ask(*cluster_, {"import", "refused"})["rows"].empty());
    return error;
  }

  // The good file with one column renamed.
  static std::string WithColumn(const std::string& name, const std::string& instead) {
    std::string header = header_;
    header.replace(header.find(name), name.size(), instead);
    return header + rows_;
  }

  static inline std::unique_ptr<Cluster> cluster_;
  static inline std::string good_;
  static inline std::string header_;
  static inline std::string rows_;
};

TEST_F(BadInput, AFileOfAnotherEncodingIsRefusedWhole) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : good_.substr(3)) utf16 += {c, '\0'};
  RefusesFile(utf16, "CSV_UTF16");
  const std::size_t comma = rows_.rfind(',', rows_.size() / 2);
  std::string latin1 = rows_;
  latin1.insert(comma, "Ren\xE9");
  EXPECT_THAT(RefusesFile(header_ + latin1, "CSV_NOT_UTF8")["message"].get<std::string>(),
              HasSubstr("line "));
  RefusesFile(header_ + rows_ + std::string("A\0B", 3), "CSV_NUL");
}

TEST_F(BadInput, ATruncatedFileIsRefusedWhole) {
  // In the middle of a row, of a quoted cell, and of a character.
  RefusesFile(good_.substr(0, good_.rfind('\n', good_.size() - 2) + 40), "CSV_UNTERMINATED");
  RefusesFile(header_ + rows_ + "A1234BC,\"X12", "CSV_UNTERMINATED");
  RefusesFile(header_ + rows_ + "A1234BC,Ren\xC3", "CSV_NOT_UTF8");
}

TEST_F(BadInput, WrongColumnsAreNamed) {
  const Json unknown = RefusesFile(WithColumn("given_names", "forenames"), "CSV_HEADER_WRONG");
  EXPECT_THAT(unknown["fields"].dump(), HasSubstr("COLUMN_UNKNOWN"));
  EXPECT_THAT(unknown["fields"].dump(), HasSubstr("forenames"));
  EXPECT_THAT(unknown["fields"].dump(), HasSubstr("COLUMN_MISSING"));
  EXPECT_THAT(unknown["fields"].dump(), HasSubstr("given_names"));
  const Json missing = RefusesFile(WithColumn(",given_names", ""), "CSV_HEADER_WRONG");
  EXPECT_THAT(missing["fields"].dump(), HasSubstr("COLUMN_MISSING"));
  const Json repeated = RefusesFile(WithColumn("pnc", "crn"), "CSV_HEADER_WRONG");
  EXPECT_THAT(repeated["fields"].dump(), HasSubstr("COLUMN_REPEATED"));
  RefusesFile(rows_, "CSV_HEADER_ABSENT");
}

TEST_F(BadInput, AnEmptyFileIsRefused) {
  RefusesFile("", "CSV_EMPTY");
  RefusesFile("\xEF\xBB\xBF", "CSV_EMPTY");
}

TEST_F(BadInput, BrokenQuotesAreRefusedWithTheirLine) {
  const Json error = RefusesFile(header_ + rows_ + "A1234BC,\"X\"12,\r\n", "CSV_QUOTES_BROKEN");
  EXPECT_THAT(error["message"].get<std::string>(),
              HasSubstr("line " + std::to_string(kPeople + 2)));
}

TEST_F(BadInput, AHugeLineIsRefusedSoonAndInLittleMemory) {
  RefusesFile(header_ + std::string(2 * kMegabyte, 'a') + "\r\n", "CSV_RECORD_TOO_LONG");
  const auto since = std::chrono::steady_clock::now();
  RefusesFile(header_ + std::string(100 * kMegabyte, 'a') + "\r\n", "CSV_RECORD_TOO_LONG");
  EXPECT_LT(std::chrono::steady_clock::now() - since, kLongestRefusal);
  const std::string status =
      ReadText("/proc/" + std::to_string(cluster_->Pid("release")) + "/status");
  const std::string peak = status.substr(status.find("VmHWM:") + 6);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(std::stol(peak), 90'000) << "kB";
#else
  EXPECT_GT(std::stol(peak), 0);
#endif
}

TEST_F(BadInput, AFileThatIsNotThereIsNamedAsSuch) {
  RefusesPath(cluster_->folder() + "/absent.csv", "FILE_UNREADABLE");
}

TEST_F(BadInput, OnlySomeRolesMayImport) {
  const std::string path = cluster_->folder() + "/good.csv";
  WriteText(path, good_);
  const auto output =
      cluster_->Ttg({"--json", "import", "people", path}, cluster_->Token("mentor"));
  EXPECT_EQ(output.status, 1);
  EXPECT_EQ(ErrorOf(output).value("reason", ""), "ROLE_NOT_ALLOWED");
  EXPECT_TRUE(Ask(*cluster_, {"releases"})["releases"].empty());
}

// Last: what was refused before does not stand in the way of the good file.
TEST_F(BadInput, TheGoodFileGoesInAfterAllOfThat) {
  const std::string path = cluster_->folder() + "/good.csv";
  WriteText(path, good_);
  const auto import = ImportFile(*cluster_, "people", path);
  EXPECT_EQ(import.status, 3);
  EXPECT_EQ(Count(import.report["summary"], "rows"), kPeople);
  EXPECT_GT(Count(import.report["summary"], "accepted"), 0);
}

}  // namespace
}  // namespace ttg::e2e

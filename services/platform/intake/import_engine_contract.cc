#include "platform/intake/import_engine_test_suite.h"

namespace ttg::intake {
namespace {

using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

TEST_P(ImportEngineContract, TakesEveryGoodRowAndNamesTheOthers) {
  const auto summary = Import("key,size\r\na,1\r\nb,bad\r\nc\r\nd,huge\r\ne,5\r\n");
  ASSERT_THAT(summary, Succeeded());
  EXPECT_EQ(*summary, (ImportSummary{5, 2, 0, 0, 3, 0, false}));
  EXPECT_EQ(Stored(), 2);
  EXPECT_EQ(reporter_.rows.at(3).findings.at(0).reason, "SIZE_MALFORMED");
  EXPECT_EQ(reporter_.rows.at(4).findings.at(0).reason, "FIELD_COUNT_WRONG");
  EXPECT_EQ(reporter_.rows.at(5).findings.at(0).reason, "SIZE_HUGE");
  EXPECT_EQ(reporter_.rows.at(6).outcome, RowOutcome::kAccepted);
}

// Domain A13: who stands in a row of the wrong form is a person too.
TEST_P(ImportEngineContract, HandsOverWhatIsRefusedBeforeItCouldBeApplied) {
  const std::string text =
      "size,key\r\n1,a\r\nbad,b\r\n1,c,d\r\n" + std::string(1'001, '1') + ",e\r\nhuge,f\r\n";
  ASSERT_THAT(Import(text, true), Succeeded());
  EXPECT_EQ(Count("SELECT count(*) FROM kept"), 0);
  ASSERT_THAT(Import(text), Succeeded());
  EXPECT_EQ(Count("SELECT count(*) FROM kept"), 3);
  EXPECT_EQ(Count("SELECT line FROM kept WHERE key = 'b' AND reason = 'SIZE_MALFORMED'"), 3);
  EXPECT_EQ(Count("SELECT line FROM kept WHERE key = 'c' AND reason = 'FIELD_COUNT_WRONG'"), 4);
  EXPECT_EQ(Count("SELECT line FROM kept WHERE key = 'e' AND reason = 'FIELD_TOO_LONG'"), 5);
}

TEST_P(ImportEngineContract, KeepsWhatIsRefusedWithItsGroupOrNotAtAll) {
  importer_.fail_at = "b";
  EXPECT_THAT(Import("key,size\r\na,1,2\r\nb,1\r\n"), FailsWith("POWER_CUT"));
  EXPECT_EQ(Count("SELECT count(*) FROM kept"), 0);
}

TEST_P(ImportEngineContract, ChangesNothingTheSecondTime) {
  ASSERT_THAT(Import(Things(450)), Succeeded());
  const auto again = Import(Things(450));
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->unchanged, 450);
  EXPECT_EQ(Runs(), 1);
}

TEST_P(ImportEngineContract, WritesAnAuditRowForEachGroup) {
  ASSERT_THAT(Import(Things(2250)), Succeeded());
  EXPECT_EQ(Count("SELECT count(*) FROM group_audit"), 3);
  EXPECT_EQ(Count("SELECT count(*) FROM group_audit WHERE subjects = '250'"), 1);
}

TEST_P(ImportEngineContract, WritesNothingOnADryRunAndReportsTheTruth) {
  ASSERT_THAT(Import(Things(1)), Succeeded());
  const auto dry = Import("key,size\r\nk0,2\r\nk1,1\r\nk1,1\r\n", true);
  ASSERT_THAT(dry, Succeeded());
  EXPECT_EQ(*dry, (ImportSummary{3, 1, 1, 1, 0, 0, true}));
  EXPECT_EQ(Stored(), 1);
  EXPECT_EQ(Runs(), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM group_audit WHERE dry_run = 'yes'"), 1);
}

// The crash comes between two groups or inside one: what was committed stays, the rest follows.
TEST_P(ImportEngineContract, GoesOnWhereAnEarlierRunStopped) {
  std::string text = Things(2250);
  text += "late,huge\r\n";
  text.insert(text.find("k5,"), "early,huge\r\n");
  importer_.fail_at = "k1500";
  EXPECT_THAT(Import(text), FailsWith("POWER_CUT"));
  EXPECT_EQ(Stored(), 999);
  database_.Reopen();

  importer_.fail_at = "k100";  // is not applied again
  const auto resumed = Import(text);
  ASSERT_THAT(resumed, Succeeded());
  EXPECT_EQ(*resumed, (ImportSummary{2252, 1251, 0, 999, 2, 0, false}));
  EXPECT_EQ(Stored(), 2250);
  EXPECT_EQ(reporter_.rows.at(7).findings.at(0).reason, "SIZE_HUGE");
  EXPECT_EQ(Count("SELECT count(*) FROM import_refusal"), 0);
}

TEST_P(ImportEngineContract, GoesOnAfterItsSenderWasGone) {
  reporter_.gone_after = 1000;
  EXPECT_THAT(Import(Things(2250)), FailsWith("SENDER_GONE"));
  EXPECT_EQ(Stored(), 2000);
  reporter_.gone_after.reset();
  const auto resumed = Import(Things(2250));
  ASSERT_THAT(resumed, Succeeded());
  EXPECT_EQ(resumed->unchanged, 2000);
  EXPECT_EQ(resumed->accepted, 250);
}

TEST_P(ImportEngineContract, AppliesTheSameFileOfALaterTimeAnew) {
  ASSERT_THAT(Import(Things(3)), Succeeded());
  as_of_ += absl::Hours(1);
  ASSERT_THAT(Import(Things(3)), Succeeded());
  EXPECT_EQ(Runs(), 2);
}

TEST_P(ImportEngineContract, ImportsNothingOfAFileThatIsWrongAsAWhole) {
  const std::string good = Things(300);
  EXPECT_THAT(Import(good + "x,\xE9t\xE9\r\n"), FailsWith("CSV_NOT_UTF8"));
  EXPECT_THAT(Import(good + "x,\"cut of"), FailsWith("CSV_UNTERMINATED"));
  EXPECT_THAT(Import(good + "x,\"a\"b\r\n"), FailsWith("CSV_QUOTES_BROKEN"));
  EXPECT_THAT(Import("key\r\na\r\n"), FailsWith("CSV_HEADER_WRONG"));
  EXPECT_THAT(Import("key,size,colour\r\na,1,red\r\n"), FailsWith("CSV_HEADER_WRONG"));
  EXPECT_THAT(Import(""), FailsWith("CSV_EMPTY"));
  EXPECT_THAT(Import(good + std::string(2'000'000, 'x')), FailsWith("CSV_RECORD_TOO_LONG"));
  EXPECT_EQ(Stored(), 0);
  EXPECT_EQ(Runs(), 0);
}

TEST_P(ImportEngineContract, ImportsNothingThatIsNotWhatWasPromised) {
  const std::string good = Things(300);
  EXPECT_THAT(Import(good.substr(0, 100), good), FailsWith("IMPORT_TRUNCATED"));
  EXPECT_THAT(Import(good + "more", good), FailsWith("IMPORT_SIZE_MISMATCH"));
  std::string other = good;
  other.back() = ' ';
  EXPECT_THAT(Import(other, good), FailsWith("IMPORT_HASH_MISMATCH"));
  EXPECT_EQ(Stored(), 0);
}

TEST_P(ImportEngineContract, LeavesNoFileBehind) {
  ASSERT_THAT(Import(Things(3)), Succeeded());
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_P(ImportEngineContract, RefusesAHeaderThatPromisesNonsense) {
  const ImportHeader header{"../etc/passwd", -1, "ABC", clock_.Now(), false};
  const auto opened = SpoolFile::Open(folder_.path(), header, 1'000);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().violations.size(), 3U);
  const ImportHeader large{"a.csv", 1'001, std::string(64, 'a'), clock_.Now(), false};
  EXPECT_FALSE(SpoolFile::Open(folder_.path(), large, 1'000).has_value());
}

}  // namespace
}  // namespace ttg::intake

#include "mentoring/rpc/mentor_importer.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/testing/fake_release_directory.h"

namespace ttg::mentoring {
namespace {

using ::testing::Contains;
using ::testing::Field;

const std::vector<std::string> kGood = {"MEN0001", "Example", "Pat",          "M",
                                        "N52BIRM", "BMI;FHI", "2027-06-30",   "VOLUNTEER",
                                        "3",       "English", "HOMELESSNESS", "A0000AA"};

struct Fault {
  std::string name;
  std::size_t column;
  std::string value;
  std::string reason;

  friend std::ostream& operator<<(std::ostream& out, const Fault& it) { return out << it.name; }
};

class MentorImporterCheck : public ::testing::TestWithParam<Fault> {
 protected:
  intake::RowCheck Check(std::vector<std::string> fields, std::int64_t line = 2) {
    return importer_.Check({.line = line, .fields = std::move(fields), .fault = {}});
  }

  FakeReleaseDirectory directory_;
  MentorImporter importer_{{}, directory_, absl::FromUnixSeconds(1795000000)};
};

TEST_F(MentorImporterCheck, TakesASoundRow) {
  const auto check = Check(kGood);
  EXPECT_FALSE(check.refused);
  EXPECT_TRUE(check.findings.empty());
}

TEST_P(MentorImporterCheck, RefusesWithColumnAndReason) {
  auto fields = kGood;
  fields[GetParam().column] = GetParam().value;
  const auto check = Check(fields);
  EXPECT_TRUE(check.refused);
  EXPECT_THAT(check.findings,
              Contains(::testing::AllOf(
                  Field(&intake::Finding::column, importer_.spec().columns[GetParam().column]),
                  Field(&intake::Finding::reason, GetParam().reason))));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, MentorImporterCheck,
    ::testing::Values(Fault{"NoReference", 0, "", "REQUIRED"},
                      Fault{"BadReference", 0, "MEN 1", "REFERENCE_MALFORMED"},
                      Fault{"NoName", 1, " ", "REQUIRED"}, Fault{"BadSex", 3, "X", "CODE_UNKNOWN"},
                      Fault{"BadUnit", 4, "N52BIRM;N 52", "REFERENCE_MALFORMED"},
                      Fault{"BadPrison", 5, "B/M", "REFERENCE_MALFORMED"},
                      Fault{"BadDate", 6, "30/06/2027", "DATE_NOT_ISO"},
                      Fault{"ImpossibleDate", 6, "2027-02-30", "DATE_IMPOSSIBLE"},
                      Fault{"BadKind", 7, "FRIEND", "CODE_UNKNOWN"},
                      Fault{"NoCapacity", 8, "", "REQUIRED"},
                      Fault{"NegativeCapacity", 8, "-1", "CAPACITY_IMPOSSIBLE"},
                      Fault{"WordyCapacity", 8, "3 people", "CAPACITY_IMPOSSIBLE"},
                      Fault{"BadNumber", 11, "A12", "PRISON_NUMBER_MALFORMED"}),
    [](const auto& row) { return row.param.name; });

TEST_F(MentorImporterCheck, CountsTheFirstOfTwoRowsForOneMentor) {
  EXPECT_FALSE(Check(kGood, 2).refused);
  const auto second = Check(kGood, 3);
  EXPECT_TRUE(second.refused);
  EXPECT_EQ(second.findings.front().reason, "REPEATED_IN_FILE");
}

TEST_F(MentorImporterCheck, WarnsWhereTheReleaseServiceCannotBeAsked) {
  directory_.available = false;
  const auto check = Check(kGood);
  EXPECT_FALSE(check.refused);
  ASSERT_EQ(check.findings.size(), 1U);
  EXPECT_EQ(check.findings[0].reason, "CONFLICTS_UNCHECKED");
}

}  // namespace
}  // namespace ttg::mentoring

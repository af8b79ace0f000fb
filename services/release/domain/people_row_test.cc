#include "release/domain/people_row.h"

#include <gmock/gmock.h>

#include "release/testing/builders.h"

namespace ttg::release {
namespace {

using testing::Cells;
using ::testing::IsEmpty;
using testing::kMonday;
using testing::Reference;
using ::testing::UnorderedElementsAre;

ParsedRow Parse(const std::map<std::string_view, std::string>& replaced) {
  return ParsePeopleRow(Cells(replaced), Reference(), kMonday);
}

TEST(PeopleRow, ReadsAPlainRow) {
  const ParsedRow parsed = Parse({{"crd_override", "2026-12-10"},
                                  {"pnc", "18/123456P"},
                                  {"crn", "X123456"},
                                  {"must_not_live_with", "A4117ZN; A9992BW;"},
                                  {"offence_flags", "ARSON;DRIVING"},
                                  {"home_easting", "404894"},
                                  {"home_northing", "269921"},
                                  {"mappa_level", "2"},
                                  {"right_to_work", "YES"},
                                  {"confirmed_release_date", "2026-12-09"}});
  EXPECT_THAT(parsed.findings, IsEmpty());
  ASSERT_TRUE(parsed.row.has_value());
  const PersonRow& row = *parsed.row;
  EXPECT_EQ(row.number.Reveal(), "A1234BC");
  EXPECT_EQ(row.profile.pnc->Reveal(), "2018/0123456P");
  EXPECT_EQ(row.profile.must_not_live_with.size(), 2U);
  EXPECT_EQ(row.profile.offence_flags, (std::set<std::string>{"ARSON", "DRIVING"}));
  EXPECT_EQ(row.profile.home->Reveal(), (GridReference{404894, 269921}));
  EXPECT_EQ(row.profile.mappa_level, 2);
  EXPECT_EQ(row.profile.arson_risk, Answer::kNo);
  EXPECT_EQ(row.profile.needs_ground_floor, Answer::kUnanswered);
  EXPECT_EQ(row.dates.at(DateType::kCrd), (DatePair{Date(2026, 12, 4), Date(2026, 12, 10)}));
  EXPECT_EQ(row.dates.at(DateType::kConfirmed).date, Date(2026, 12, 9));
  EXPECT_FALSE(row.dates.contains(DateType::kArd));
}

TEST(PeopleRow, NeedsOnlyFourCells) {
  std::vector<std::string> cells(kPeopleColumns.size());
  cells[0] = "A1234BC";
  cells[5] = "1990-01-01";
  cells[6] = "F";
  cells[7] = "FHI";
  const ParsedRow parsed = ParsePeopleRow(cells, Reference(), kMonday);
  EXPECT_THAT(parsed.findings, IsEmpty());
  EXPECT_TRUE(parsed.row.has_value());
}

TEST(PeopleRow, TidiesNamesAndKeepsWhatLooksLikeAFormula) {
  const auto tidy = Parse({{"family_name", "  van \t der  Berg "}});
  EXPECT_EQ(tidy.row->profile.family_name.Reveal(), "van der Berg");
  const auto formula = Parse({{"family_name", R"(=HYPERLINK("http://example.invalid","x"))"}});
  EXPECT_EQ(formula.row->profile.family_name.Reveal(),
            R"(=HYPERLINK("http://example.invalid","x"))");
  EXPECT_THAT(formula.findings, IsEmpty());
}

struct Fault {
  std::string_view column;
  const char* text;
  const char* reason;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) {
  return out << fault.column << '=' << fault.text;
}

class PeopleRowRefuses : public ::testing::TestWithParam<Fault> {};

TEST_P(PeopleRowRefuses, NamesColumnAndReason) {
  const auto& [column, text, reason] = GetParam();
  const ParsedRow parsed = Parse({{column, text}});
  EXPECT_FALSE(parsed.row.has_value());
  ASSERT_EQ(parsed.findings.size(), 1U);
  EXPECT_EQ(parsed.findings[0].column, column);
  EXPECT_EQ(parsed.findings[0].reason, reason);
  EXPECT_FALSE(parsed.findings[0].message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Faults, PeopleRowRefuses,
    ::testing::Values(
        Fault{"prison_number", "", "PRISON_NUMBER_MISSING"},
        Fault{"prison_number", "A1711G", "PRISON_NUMBER_MALFORMED"},
        Fault{"crn", "X12345", "CRN_MALFORMED"},
        Fault{"pnc", "2019/0123456Z", "PNC_CHECK_LETTER_WRONG"},
        Fault{"pnc", "19-123", "PNC_MALFORMED"},
        Fault{"date_of_birth", "", "DATE_OF_BIRTH_MISSING"},
        Fault{"date_of_birth", "2031-05-01", "BORN_IN_FUTURE"},
        Fault{"date_of_birth", "01/05/1990", "DATE_NOT_ISO"}, Fault{"sex", "", "SEX_MISSING"},
        Fault{"sex", "X", "CODE_UNKNOWN"}, Fault{"prison_id", "", "PRISON_MISSING"},
        Fault{"prison_id", "XXI", "PRISON_UNKNOWN"}, Fault{"sentence_type", "LONG", "CODE_UNKNOWN"},
        Fault{"sentence_start_date", "1980-01-01", "SENTENCE_BEFORE_BIRTH"},
        Fault{"crd", "2027-02-30", "DATE_IMPOSSIBLE"}, Fault{"crd", "14/03/2027", "DATE_NOT_ISO"},
        Fault{"prrd_override", "2027-3-1", "DATE_NOT_ISO"},
        Fault{"delivery_unit", "N99NONE", "CODE_UNKNOWN"},
        Fault{"home_local_authority", "E99999999", "CODE_UNKNOWN"},
        Fault{"risk_of_serious_harm", "EXTREME", "CODE_UNKNOWN"},
        Fault{"mappa_level", "4", "CODE_UNKNOWN"}, Fault{"arson_risk", "MAYBE", "CODE_UNKNOWN"},
        Fault{"needs_ground_floor", "no", "CODE_UNKNOWN"},
        Fault{"must_not_live_with", "A1", "PRISON_NUMBER_MALFORMED"},
        Fault{"must_not_live_with", "A1234BC", "SEPARATED_FROM_SELF"},
        Fault{"accommodation_before_custody", "Z1", "CODE_UNKNOWN"},
        Fault{"preferred_sectors", "RETAIL;SPYING", "CODE_UNKNOWN"},
        Fault{"offence_flags", "OTHER", "CODE_UNKNOWN"}),
    [](const auto& row) { return "Row" + std::to_string(row.index); });

TEST(PeopleRow, RefusesHalfAGridReferenceAtTheCellThatIsMissing) {
  const auto parsed = Parse({{"home_easting", "404894"}});
  EXPECT_FALSE(parsed.row.has_value());
  EXPECT_EQ(parsed.findings[0].column, "home_northing");
  EXPECT_EQ(parsed.findings[0].reason, "GRID_REFERENCE_INCOMPLETE");
}

TEST(PeopleRow, RefusesAGridReferenceOutsideGreatBritain) {
  const auto parsed = Parse({{"home_easting", "-5"}, {"home_northing", "12.5"}});
  EXPECT_FALSE(parsed.row.has_value());
  EXPECT_EQ(parsed.findings.size(), 2U);
}

TEST(PeopleRow, NamesEveryFaultAtOnce) {
  const auto parsed = Parse({{"prison_number", "?"}, {"crd", "soon"}, {"prison_id", "XXI"}});
  std::vector<std::string> columns;
  for (const RowFinding& finding : parsed.findings) columns.push_back(finding.column);
  EXPECT_THAT(columns, UnorderedElementsAre("prison_number", "crd", "prison_id"));
}

TEST(PeopleRow, ShowsNoMoreOfAValueThanIsNeeded) {
  std::string text(39, 'x');
  for (int i = 0; i < 100; ++i) text += "é";
  const auto parsed = Parse({{"sex", text}});
  EXPECT_EQ(parsed.findings[0].value, std::string(39, 'x') + "…");
}

TEST(PeopleRow, WarnsOfWhatIsOddButPossible) {
  const auto parsed = Parse({{"date_of_birth", "2010-01-01"}, {"prrd", "2029-01-01"}});
  ASSERT_TRUE(parsed.row.has_value());
  ASSERT_EQ(parsed.findings.size(), 2U);
  EXPECT_EQ(parsed.findings[0].reason, "SENTENCE_BEGAN_IN_CHILDHOOD");
  EXPECT_EQ(parsed.findings[1].reason, "PRRD_AFTER_SENTENCE_END");
}

}  // namespace
}  // namespace ttg::release

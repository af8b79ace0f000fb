#include "employment/rpc/vacancy_importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "employment/store/sql_employment_store.h"
#include "employment/testing/builders.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::employment {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::Succeeded;

intake::CsvRow ARow(std::int64_t line = 2, const std::string& id = "VAC00001") {
  return {.line = line,
          .fields = {id, "EMP001", "Example Bakery", "Baker", "5432", "HOSPITALITY", "E08000025",
                     "406689", "286822", "FULL_TIME", "PERMANENT", "1300", "HOUR", "2",
                     "2027-01-31", "", "ARSON;SEXUAL", "NO"},
          .fault = {}};
}

intake::CsvRow With(std::size_t column, const std::string& value) {
  intake::CsvRow row = ARow();
  row.fields[column] = value;
  return row;
}

std::vector<std::string> ReasonsOf(const intake::CsvRow& row) {
  std::vector<std::string> reasons;
  const auto read = ReadVacancy(row);
  if (const auto* findings = std::get_if<std::vector<intake::Finding>>(&read)) {
    for (const auto& finding : *findings) reasons.push_back(finding.column + " " + finding.reason);
  }
  return reasons;
}

TEST(VacancyRow, IsReadWhole) {
  const auto read = ReadVacancy(ARow());
  ASSERT_TRUE(std::holds_alternative<VacancyFacts>(read));
  EXPECT_EQ(std::get<VacancyFacts>(read), SomeVacancyFacts());
}

TEST(VacancyRow, MayLeaveOutWhatIsNotKnown) {
  intake::CsvRow row = ARow();
  for (const std::size_t column : {6U, 7U, 8U, 11U, 12U, 14U, 15U, 16U}) row.fields[column] = "";
  EXPECT_THAT(ReasonsOf(row), IsEmpty());
}

TEST(VacancyRow, SaysForEachColumnWhatIsWrong) {
  EXPECT_THAT(ReasonsOf(With(0, "")), ElementsAre("vacancy_id VALUE_REQUIRED"));
  EXPECT_THAT(ReasonsOf(With(0, "V 1")), ElementsAre("vacancy_id REFERENCE_MALFORMED"));
  EXPECT_THAT(ReasonsOf(With(2, " ")), ElementsAre("employer_name VALUE_REQUIRED"));
  EXPECT_THAT(ReasonsOf(With(4, "54321")), ElementsAre("soc2020 SOC2020_MALFORMED"));
  EXPECT_THAT(ReasonsOf(With(5, "retail")), ElementsAre("sector CODE_MALFORMED"));
  EXPECT_THAT(ReasonsOf(With(6, "Leeds")), ElementsAre("local_authority GSS_CODE_MALFORMED"));
  EXPECT_THAT(ReasonsOf(With(7, "")), ElementsAre("northing PLACE_INCOMPLETE"));
  EXPECT_THAT(ReasonsOf(With(7, "9999999")), ElementsAre("easting NUMBER_OUT_OF_RANGE"));
  EXPECT_THAT(ReasonsOf(With(9, "NIGHTS")), ElementsAre("hours CODE_UNKNOWN"));
  EXPECT_THAT(ReasonsOf(With(10, "")), ElementsAre("contract VALUE_REQUIRED"));
  EXPECT_THAT(ReasonsOf(With(12, "")), ElementsAre("salary_period SALARY_WITHOUT_PERIOD"));
  EXPECT_THAT(ReasonsOf(With(13, "two")), ElementsAre("positions NUMBER_MALFORMED"));
  EXPECT_THAT(ReasonsOf(With(13, "-1")), ElementsAre("positions NUMBER_OUT_OF_RANGE"));
  EXPECT_THAT(ReasonsOf(With(14, "2027-02-30")), ElementsAre("closing_date DATE_IMPOSSIBLE"));
  EXPECT_THAT(ReasonsOf(With(16, "ARSON;LATENESS")), ElementsAre("excluded_offences CODE_UNKNOWN"));
  EXPECT_THAT(ReasonsOf(With(17, "PERHAPS")), ElementsAre("prison_leavers_only CODE_UNKNOWN"));
}

TEST(VacancyRow, CollectsAllThatIsWrong) {
  intake::CsvRow row = With(4, "x");
  row.fields[13] = "";
  EXPECT_THAT(ReasonsOf(row), ElementsAre("soc2020 SOC2020_MALFORMED", "positions VALUE_REQUIRED"));
}

class VacancyImport : public ::testing::Test {
 protected:
  std::unique_ptr<VacancyImporter> Importer(Instant as_of = AnInstant()) {
    return std::make_unique<VacancyImporter>(
        [](store::Session& session, const CallContext& call) {
          return std::make_unique<SqlEmploymentStore>(
              session, call,
              [](const EmploymentEvent&, const CallContext&) { return messaging::Event{}; });
        },
        as_of);
  }

  std::vector<intake::RowOutcome> Apply(const std::vector<intake::CsvRow>& rows,
                                        Instant as_of = AnInstant()) {
    std::vector<intake::RowOutcome> outcomes;
    const auto importer = Importer(as_of);
    EXPECT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto results, importer->Apply(session, call_, rows));
      for (const auto& result : results) outcomes.push_back(result.outcome);
      return {};
    }),
                Succeeded());
    return outcomes;
  }

  CallContext call_ = ACall();
  testing::TestDatabase database_{testing::StoreKind::kSqlite, Migrations()};
};

TEST_F(VacancyImport, AgainChangesNothing) {
  EXPECT_THAT(Apply({ARow()}), ElementsAre(intake::RowOutcome::kAccepted));
  EXPECT_THAT(Apply({ARow()}), ElementsAre(intake::RowOutcome::kUnchanged));
  EXPECT_THAT(Apply({With(13, "3")}), ElementsAre(intake::RowOutcome::kUpdated));
}

TEST_F(VacancyImport, LeavesNewerFactsAlone) {
  Apply({ARow()});
  EXPECT_THAT(Apply({With(13, "3")}, AnInstant() - absl::Hours(1)),
              ElementsAre(intake::RowOutcome::kUnchanged));
}

TEST_F(VacancyImport, RefusesARowThatTakesPositionsAwayAndGoesOn) {
  Apply({ARow()});
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    SqlEmploymentStore store(session, call_, {});
    TTG_TRY(auto vacancy, store.LockVacancy(AVacancyId()));
    TTG_RETURN_IF_ERROR(vacancy->TakePosition(kToday));
    return store.SaveVacancy(*vacancy);
  }),
              Succeeded());
  EXPECT_THAT(Apply({With(13, "0"), ARow(3, "VAC00002")}),
              ElementsAre(intake::RowOutcome::kRefused, intake::RowOutcome::kAccepted));
}

TEST_F(VacancyImport, CountsTheFirstOfTwoRowsWithOneId) {
  const auto importer = Importer();
  EXPECT_FALSE(importer->Check(ARow(2)).refused);
  const auto second = importer->Check(ARow(3));
  EXPECT_TRUE(second.refused);
  EXPECT_THAT(second.findings, ElementsAre(Field(&intake::Finding::reason, "VACANCY_REPEATED")));
}

TEST_F(VacancyImport, RefusesARowThatCouldNotBeRead) {
  intake::CsvRow row;
  row.line = 7;
  row.fault = intake::Finding{"", "FIELD_COUNT_WRONG", "a row has 18 columns", ""};
  EXPECT_TRUE(Importer()->Check(row).refused);
}

}  // namespace
}  // namespace ttg::employment

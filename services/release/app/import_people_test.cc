#include "release/app/import_people.h"

#include <array>

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;

using CellMap = std::map<std::string_view, std::string>;

class PeopleFile : public ::testing::Test {
 protected:
  std::vector<ImportPeople::RowResult> Import(const std::vector<CellMap>& rows,
                                              Instant as_of = At(kMonday, 0),
                                              const std::string& sha256 = "sha") {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rows.size());
    for (const CellMap& row : rows) cells.push_back(testing::Cells(row));
    std::vector<ImportPeople::Row> group;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool repeated = !seen.insert(cells[i][0]).second;
      group.push_back({static_cast<std::int64_t>(i) + 2, cells[i], repeated});
    }
    auto results = import_(store_, call_, {"people.csv", sha256, as_of}, group);
    EXPECT_TRUE(results.has_value());
    return results.value_or(std::vector<ImportPeople::RowResult>());
  }

  std::vector<std::string> EventsOf(std::size_t from) const {
    std::vector<std::string> names;
    for (std::size_t i = from; i < state_.announced.size(); ++i) {
      constexpr std::array kNames = {"Scheduled",   "DayChanged",     "Released",
                                     "Reversed",    "ProfileChanged", "PrisonChanged",
                                     "AreaChanged", "OwnerChanged"};
      names.emplace_back(kNames[state_.announced[i].event.index()]);
    }
    return names;
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  ImportPeople import_{clock_, calendar_, ids_, testing::Reference()};
  testing::FakeReleases state_;
  CallContext call_ = testing::ACaller();
  testing::FakeReleaseStore store_{state_, call_};
};

TEST_F(PeopleFile, AnnouncesEachNewPersonOnce) {
  const auto results = Import({{}, {{"prison_number", "A2222BB"}}});
  ASSERT_THAT(results, SizeIs(2));
  EXPECT_EQ(results[0].outcome, ImportOutcome::kAccepted);
  EXPECT_TRUE(results[0].person.has_value());
  EXPECT_THAT(EventsOf(0), ElementsAre("Scheduled", "Scheduled"));
}

TEST_F(PeopleFile, ChangesNothingTheSecondTime) {
  const std::vector<CellMap> rows = {
      {},
      {{"prison_number", "?"}},
      {{"must_not_live_with", "A2222BB"}, {"prison_number", "A3333CC"}}};
  Import(rows);
  const auto before = state_;
  const auto results = Import(rows);
  EXPECT_EQ(results[0].outcome, ImportOutcome::kUnchanged);
  EXPECT_EQ(results[1].outcome, ImportOutcome::kRefused);
  EXPECT_EQ(results[2].outcome, ImportOutcome::kUnchanged);
  EXPECT_TRUE(state_.people == before.people);
  EXPECT_EQ(state_.announced.size(), before.announced.size());
  EXPECT_THAT(state_.refused, SizeIs(1));
}

TEST_F(PeopleFile, UpdatesFromALaterFile) {
  Import({{}});
  const auto results = Import({{{"crd", "2026-12-09"}}}, At(kMonday, 10));
  EXPECT_EQ(results[0].outcome, ImportOutcome::kUpdated);
  EXPECT_THAT(EventsOf(1), ElementsAre("DayChanged"));
  EXPECT_EQ(Import({{{"crd", "2026-12-09"}}}, At(kMonday, 20))[0].outcome,
            ImportOutcome::kUnchanged);
  EXPECT_EQ(state_.people.begin()->second.as_of, At(kMonday, 20));
  EXPECT_EQ(state_.people.begin()->second.version, 2);
}

TEST_F(PeopleFile, KeepsARefusedRowUntilALaterFilePutsItRight) {
  const auto results = Import({{{"date_of_birth", ""}}});
  EXPECT_EQ(results[0].outcome, ImportOutcome::kRefused);
  ASSERT_THAT(state_.refused, SizeIs(1));
  EXPECT_EQ(state_.refused.begin()->second.findings[0].reason, "DATE_OF_BIRTH_MISSING");
  EXPECT_EQ(Import({{}}, At(kMonday, 10))[0].outcome, ImportOutcome::kAccepted);
  EXPECT_THAT(state_.refused, IsEmpty());
}

TEST_F(PeopleFile, ForgetsARefusedRowThatACorrectionOfTheSameTimePutsRight) {
  const std::vector<CellMap> faulty = {{{"date_of_birth", ""}}};
  Import(faulty);
  Import(faulty);
  EXPECT_THAT(state_.refused, SizeIs(1)) << "the same file again puts nothing right";
  EXPECT_EQ(Import({{}}, At(kMonday, 0), "corrected")[0].outcome, ImportOutcome::kAccepted);
  EXPECT_THAT(state_.refused, IsEmpty());
}

TEST_F(PeopleFile, CountsTheFirstOfTwoRowsWithOneNumber) {
  const auto results = Import({{{"family_name", "First"}}, {{"family_name", "Second"}}});
  EXPECT_EQ(results[0].outcome, ImportOutcome::kAccepted);
  EXPECT_EQ(results[1].outcome, ImportOutcome::kRefused);
  EXPECT_EQ(results[1].findings[0].reason, "PRISON_NUMBER_REPEATED");
  EXPECT_EQ(state_.people.begin()->second.profile.family_name.Reveal(), "First");
}

TEST_F(PeopleFile, WarnsOfAnIdentifierThatTwoPeopleShare) {
  const CellMap other = {
      {"prison_number", "A2222BB"}, {"crn", "X123456"}, {"family_name", "Another"}};
  const auto results = Import({{{"crn", "X123456"}}, other});
  EXPECT_THAT(results[0].findings, IsEmpty());
  ASSERT_THAT(results[1].findings, SizeIs(1));
  EXPECT_EQ(results[1].outcome, ImportOutcome::kAccepted);
  EXPECT_EQ(results[1].findings[0].reason, "IDENTIFIER_SHARED");
}

TEST_F(PeopleFile, ShowsASuspectedDuplicateAndMergesNobody) {
  const CellMap shouted = {{"prison_number", "A2222BB"}, {"family_name", "EXAMPLE"}};
  const CellMap younger = {{"prison_number", "A3333CC"}, {"date_of_birth", "1999-01-02"}};
  const auto in_one_file = Import({{}, shouted, younger});
  EXPECT_THAT(in_one_file[0].findings, IsEmpty());
  EXPECT_THAT(in_one_file[2].findings, IsEmpty());
  EXPECT_EQ(in_one_file[1].outcome, ImportOutcome::kAccepted);
  ASSERT_THAT(in_one_file[1].findings, SizeIs(1));
  EXPECT_EQ(in_one_file[1].findings[0].reason, "SUSPECTED_DUPLICATE");
  EXPECT_EQ(in_one_file[1].findings[0].value, "A1234BC");
  EXPECT_THAT(state_.people, SizeIs(3));
  const auto in_the_next = Import({{{"prison_number", "A4444DD"}}}, At(kMonday, 10));
  EXPECT_EQ(in_the_next[0].outcome, ImportOutcome::kAccepted);
  ASSERT_THAT(in_the_next[0].findings, SizeIs(1));
  EXPECT_EQ(in_the_next[0].findings[0].reason, "SUSPECTED_DUPLICATE");
}

TEST_F(PeopleFile, TellsWhoeverNamedSomebodyWhoNowAppears) {
  Import({{{"must_not_live_with", "A2222BB"}}});
  const std::size_t before = state_.announced.size();
  Import({{{"prison_number", "A2222BB"}}}, At(kMonday, 10));
  EXPECT_THAT(EventsOf(before), ElementsAre("Scheduled", "ProfileChanged"));
  const std::size_t after = state_.announced.size();
  Import({{{"prison_number", "A3333CC"}, {"must_not_live_with", "A1234BC"}}}, At(kMonday, 20));
  EXPECT_THAT(EventsOf(after), ElementsAre("Scheduled", "ProfileChanged"));
}

TEST_F(PeopleFile, RefusesAPrisonOutOfReach) {
  call_.scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}}};
  EXPECT_EQ(Import({{}})[0].findings[0].reason, "PRISON_OUT_OF_REACH");
}

TEST_F(PeopleFile, PullsNobodyOutOfAPrisonOutOfReach) {
  Import({{{"prison_id", "OWI"}, {"delivery_unit", "N52STF"}}});
  const auto before = state_;
  call_.scope = {.prisons = {.some = {*PrisonId::Parse("BMI")}}};
  const CellMap pull = {{"prison_id", "BMI"}, {"delivery_unit", "N52BIRM"}};
  const auto results = Import({pull}, At(kMonday, 10));
  EXPECT_EQ(results[0].outcome, ImportOutcome::kRefused);
  ASSERT_THAT(results[0].findings, SizeIs(1));
  EXPECT_EQ(results[0].findings[0].reason, "PRISON_OUT_OF_REACH");
  EXPECT_TRUE(state_.people == before.people);
  EXPECT_THAT(state_.refused, SizeIs(1));
  call_.scope.delivery_units = {.some = {*DeliveryUnit::Parse("N52STF")}};
  EXPECT_EQ(Import({pull}, At(kMonday, 10))[0].outcome, ImportOutcome::kUpdated);
}

// Domain A12: a pair to look at, never merged by itself, and kept once.
TEST_F(PeopleFile, KeepsAPairOfPeopleWhoMayBeOne) {
  const std::vector<CellMap> rows = {{},
                                     {{"prison_number", "A2222BB"}, {"family_name", "EXAMPLE"}},
                                     {{"prison_number", "A3333CC"}, {"family_name", "Other"}}};
  Import(rows);
  Import(rows);
  Import(rows, At(kMonday, 10));
  ASSERT_THAT(state_.suspected, SizeIs(1));
  EXPECT_EQ(state_.suspected.begin()->second.ground, DuplicateGround::kSameNameAndBirth);
  EXPECT_THAT(state_.people, SizeIs(3));
}

TEST_F(PeopleFile, SuspectsWhoSharesAnIdentifierByAnyPairOfThree) {
  const auto named = [](const char* number, const char* family, const char* crn, const char* pnc) {
    return CellMap{{"prison_number", number}, {"family_name", family}, {"crn", crn}, {"pnc", pnc}};
  };
  Import({named("A1111AA", "One", "X123456", ""), named("A2222BB", "Two", "X123456", "")});
  Import({named("A3333CC", "Three", "X123456", "2018/0123456P"),
          named("A4444DD", "Four", "", "2018/0123456P")},
         At(kMonday, 10));
  std::vector<DuplicateGround> grounds;
  for (const auto& [id, pair] : state_.suspected) grounds.push_back(pair.ground);
  EXPECT_THAT(grounds, ::testing::UnorderedElementsAre(
                           DuplicateGround::kSameCrn, DuplicateGround::kSameCrn,
                           DuplicateGround::kSameCrn, DuplicateGround::kSamePnc));
}

// What an older row says of somebody is not stored, and so is no ground for anything.
TEST_F(PeopleFile, SuspectsNobodyByARowThatChangesNothing) {
  Import({{}}, At(kMonday, 20));
  Import({{{"prison_number", "A2222BB"}, {"family_name", "Other"}}}, At(kMonday, 20));
  const auto older = Import({{{"prison_number", "A2222BB"}}}, At(kMonday, 10));
  EXPECT_EQ(older[0].outcome, ImportOutcome::kUnchanged);
  EXPECT_THAT(state_.suspected, IsEmpty());
}

// Domain A13: who stands in a row of the wrong form is a person too.
TEST_F(PeopleFile, KeepsARowOfTheWrongFormUntilALaterFilePutsItRight) {
  const ImportPeople::File file{"people.csv", "sha", At(kMonday, 0)};
  const auto keep = [&](std::int64_t line, const CellMap& guess) {
    const std::vector<std::string> cells = testing::Cells(guess);
    EXPECT_TRUE(import_
                    .KeepMalformed(store_, file,
                                   {{line, cells, {{"", "FIELD_COUNT_WRONG", "count", "value"}}}})
                    .has_value());
  };
  keep(2, {{"prison_number", " a1234bc"}});
  keep(3, {{"prison_number", "Example"}, {"crn", "Sam"}, {"prison_id", "1990"}});
  ASSERT_THAT(state_.refused, SizeIs(2));
  const auto rows = store_.ListRefused({});
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(rows->at(0).prison_number.Reveal() + rows->at(0).prison, "") << "what is none is left";
  EXPECT_EQ(rows->at(1).prison_number.Reveal(), "A1234BC");
  EXPECT_EQ(rows->at(1).prison, "BMI");
  EXPECT_EQ(rows->at(1).findings[0].value, "");
  Import({{}}, At(kMonday, 10));
  EXPECT_THAT(state_.refused, SizeIs(1));
}

}  // namespace
}  // namespace ttg::release

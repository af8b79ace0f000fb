#include "cli/output.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ttg::cli {
namespace {

using ::testing::HasSubstr;

const Json kDate = {{"year", 2026}, {"month", 12}, {"day", 4}};

TEST(Output, AlignsColumnsByCharactersNotBytes) {
  std::ostringstream out;
  Output({}, out, out).Table({"name", "day"}, {{"Zoë", "1"}, {"Sam", "22"}});
  EXPECT_EQ(out.str(), "name  day\nZoë   1\nSam   22\n");
}

TEST(Output, IsPlainUnlessColourIsWanted) {
  std::ostringstream plain;
  Output({}, plain, plain).Table({"a"}, {});
  EXPECT_EQ(plain.str(), "a\n");
  std::ostringstream bold;
  Output({.color = true}, bold, bold).Table({"a"}, {});
  EXPECT_EQ(bold.str(), "\x1b[1ma\x1b[0m\n");
}

TEST(Output, LeavesEmptyFieldsOfARecordOut) {
  std::ostringstream out;
  Output({}, out, out).Record({{"prison", "BMI"}, {"owner", ""}, {"unit", "N52BIRM"}});
  EXPECT_EQ(out.str(), "prison  BMI\nunit    N52BIRM\n");
}

TEST(Output, SaysReasonFieldsWhatToDoAndCorrelation) {
  std::ostringstream out;
  Error error = InvalidField("release_date", "DATE_IN_PAST", "the day has passed");
  EXPECT_EQ(Output({}, out, out).Fail(CallError{error, "c-1"}), kExitError);
  EXPECT_THAT(out.str(), HasSubstr("ttg: DATE_IN_PAST: the day has passed"));
  EXPECT_THAT(out.str(), HasSubstr("release_date"));
  EXPECT_THAT(out.str(), HasSubstr("what to do: correct"));
  EXPECT_THAT(out.str(), HasSubstr("correlation id: c-1"));
}

TEST(Output, SaysTheSameInJson) {
  std::ostringstream out;
  std::ostringstream err;
  Output({.json = true}, out, err).Fail(Stale("STALE", "changed"));
  const Json parsed = Json::parse(err.str());
  EXPECT_EQ(parsed["error"]["reason"], "STALE");
  EXPECT_TRUE(out.str().empty());
}

TEST(Output, DrawsProgressOnlyForATerminal) {
  std::ostringstream err;
  Output quiet({}, err, err);
  quiet.Progress("checked 5 rows");
  quiet.EndProgress();
  EXPECT_TRUE(err.str().empty());
  Output live({.live_progress = true}, err, err);
  live.Progress("checked 5 rows");
  live.EndProgress();
  EXPECT_THAT(err.str(), HasSubstr("checked 5 rows"));
}

TEST(Cell, ShowsDatesTruthAndLists) {
  EXPECT_EQ(Cell(kDate), "2026-12-04");
  EXPECT_EQ(Cell(true), "yes");
  EXPECT_EQ(Cell(Json{"a", "b"}), "a, b");
  EXPECT_EQ(Cell(nullptr), "");
  EXPECT_EQ(Cell(7), "7");
  EXPECT_EQ(Cell(95.4711), "95.5");
}

TEST(Cell, NeverObeysWhatSomebodyPutIntoAName) {
  EXPECT_EQ(Cell("\x1b]0;owned\x07West\n"), "?]0;owned?West?");
}

TEST(CellAt, FollowsAPathAndStripsThePrefixOfAnEnum) {
  const Json person = {{"release_day", {{"reason", "RELEASE_DAY_REASON_POLICY"}}},
                       {"warnings", {"W_ONE", "W_TWO"}},
                       {"state", "PERSON_STATE_UNSPECIFIED"}};
  EXPECT_EQ(CellAt(person, "release_day.reason", "RELEASE_DAY_REASON_"), "POLICY");
  EXPECT_EQ(CellAt(person, "warnings", "W_"), "ONE, TWO");
  EXPECT_EQ(CellAt(person, "state", "PERSON_STATE_"), "");
  EXPECT_EQ(CellAt(person, "nothing.there"), "");
}

TEST(WithIsoDates, TurnsEveryDateIntoText) {
  const Json value = {{"list", {{{"day", kDate}}}}, {"other", {{"year", 1}}}};
  EXPECT_EQ(WithIsoDates(value).dump(), R"({"list":[{"day":"2026-12-04"}],"other":{"year":1}})");
}

TEST(DateJson, RefusesWhatIsNoDate) {
  EXPECT_EQ(DateJson("04/12/2026").error().reason, "DATE_NOT_ISO");
  EXPECT_EQ(DateJson("2026-12-04")->dump(), kDate.dump());
}

}  // namespace
}  // namespace ttg::cli

#include "cli/command.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "cli/command_test_kit.h"

namespace ttg::cli {
namespace {

using ::testing::HasSubstr;

// The words of an example, as a shell would split them.
std::vector<std::string> WordsOf(std::string example) {
  example.erase(0, example.find("ttg ") + 4);
  if (example.ends_with(')')) example.pop_back();
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char letter : example) {
    if (letter == '\'') {
      quoted = !quoted;
    } else if (letter == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += letter;
    }
  }
  return words;
}

std::vector<std::string> ChoicesOf(const Field& field) {
  std::string words = absl::StrReplaceAll(field.help, {{" …", ""}, {" or ", ", "}});
  return absl::StrSplit(words, ", ");
}

TEST_F(CommandTest, EveryExampleFitsItsContract) {
  for (const Command& command : commands_) {
    if (command.words.starts_with("import ") || command.words == "simulate") continue;
    auto words = WordsOf(command.example);
    for (std::string& word : words) {
      if (word == "release.head") {
        word = folder_.path() / "release.head";
        std::ofstream(word) << "head";
      }
    }
    EXPECT_EQ(Run(words), kExitOk) << command.example << err_.str();
  }
}

// Something to type for the field: each choice of its help, where it has choices.
std::vector<std::string> ExamplesOf(const Field& field) {
  if (!field.enum_prefix.empty()) return ChoicesOf(field);
  if (field.kind == FieldKind::kDate) return {"2026-12-04"};
  if (field.kind == FieldKind::kNumber) return {"1"};
  if (field.kind == FieldKind::kPerson) return {kPersonId};
  return {"x"};
}

TEST_F(CommandTest, EveryFieldAndEveryChoiceInTheHelpFitsItsContract) {
  for (const Command& command : commands_) {
    if (command.method.empty() || command.complete) continue;
    for (const Field& field : command.fields) {
      if (field.path.empty()) continue;
      Command one;
      one.method = command.method;
      one.fields = {field};
      Output output({}, out_, err_);
      Environment environment{caller_, output, ids_, clock_, ""};
      for (const std::string& value : ExamplesOf(field)) {
        EXPECT_TRUE(Perform(one, environment, {{field.name, {value}}}))
            << command.words << " " << field.name << " " << value;
      }
    }
  }
}

TEST_F(CommandTest, ResolvesAPrisonNumberAndSendsTheEtagOfNow) {
  EXPECT_EQ(Run({"release", "confirm", "a4834po", "2026-12-04"}), kExitOk);
  ASSERT_EQ(caller_.calls.size(), 2U);
  EXPECT_EQ(caller_.calls[0].request, (Json{{"prison_number", "A4834PO"}}));
  EXPECT_EQ(LastRequest()["person_id"], kPersonId);
  EXPECT_EQ(LastRequest()["etag"], "7");
  EXPECT_EQ(LastRequest()["release_date"]["day"], 4);
  EXPECT_FALSE(LastRequest()["request_id"].get<std::string>().empty());
}

TEST_F(CommandTest, SendsAGivenEtagWithoutReading) {
  EXPECT_EQ(Run({"release", "confirm", kPersonId, "2026-12-04", "--etag", "2"}), kExitOk);
  ASSERT_EQ(caller_.calls.size(), 1U);
  EXPECT_EQ(LastRequest()["etag"], "2");
}

TEST_F(CommandTest, FindsTheOneLivePlacementOfAPerson) {
  EXPECT_EQ(Run({"placement", "accept", "A4834PO"}), kExitOk);
  EXPECT_EQ(LastRequest()["placement_id"], kThingId);
  EXPECT_EQ(LastRequest()["etag"], "3");
  EXPECT_EQ(LastRequest()["accepted"], true);
  caller_.answers["ListPlacements"] = Json{{"placements", Json::array()}};
  EXPECT_EQ(Run({"placement", "accept", "A4834PO"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("NOT_ONE_LIVE"));
}

TEST_F(CommandTest, RecordsTheStartOfAnAgreedJobWithItsPerson) {
  EXPECT_EQ(Run({"job", "started", "A4834PO", "2026-11-23"}), kExitOk);
  EXPECT_EQ(LastRequest()["job_etag"], "4");
  EXPECT_EQ(LastRequest()["person_id"], kPersonId);
}

TEST_F(CommandTest, GathersTheDatesOfASentence) {
  EXPECT_EQ(Run({"release", "dates", kPersonId, "--set", "crd=2027-03-24", "--override",
                 "CRD=2027-03-20", "--remove", "NPD", "--reason", "recalculated"}),
            kExitOk);
  const Json& dates = LastRequest()["dates"];
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(dates[0]["type"], "DATE_TYPE_CRD");
  EXPECT_EQ(dates[0]["date"]["day"], 24);
  EXPECT_EQ(dates[0]["override_date"]["day"], 20);
  EXPECT_FALSE(dates[1].contains("date"));
}

TEST_F(CommandTest, ListsWhoHasNoOwnerAndNoArea) {
  EXPECT_EQ(Run({"releases", "--without-owner", "--without-area"}), kExitOk);
  EXPECT_EQ(LastRequest()["without_owner"], true);
  EXPECT_EQ(LastRequest()["without_delivery_unit"], true);
}

TEST_F(CommandTest, AcknowledgesOnlyWhatWaitsForIt) {
  EXPECT_EQ(Run({"acknowledge", kCause}), kExitOk);
  ASSERT_EQ(caller_.calls.size(), 2U);
  EXPECT_EQ(caller_.calls.back().service, "accommodation");
  EXPECT_EQ(LastRequest()["cause_event_id"], kCause);
  EXPECT_EQ(Run({"acknowledge", "A4834PO", "--service", "mentoring"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("NOTHING_TO_ACKNOWLEDGE"));
}

TEST_F(CommandTest, ShowsWhatAMovedDayTouched) {
  EXPECT_EQ(Run({"ripples", "--open"}), kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("AT_RISK, to acknowledge"));
  EXPECT_THAT(out_.str(), HasSubstr("MOVED, acknowledged"));
  EXPECT_THAT(out_.str(), HasSubstr("waiting"));
}

TEST_F(CommandTest, ShowsTheNextFourWeeksOnTheBoard) {
  EXPECT_EQ(Run({"board"}), kExitOk);
  EXPECT_EQ(LastRequest()["from"]["day"], 23);
  EXPECT_EQ(LastRequest()["to"]["month"], 12);
  EXPECT_EQ(LastRequest()["to"]["day"], 21);
}

TEST_F(CommandTest, ReportsRefusedRowsAndEndsWithThree) {
  const std::string path = folder_.path() / "people.csv";
  std::ofstream(path) << "x";
  caller_.reports = {Json{{"rows",
                           {{"rows",
                             {{{"line", "103"},
                               {"outcome", "IMPORT_OUTCOME_REFUSED"},
                               {"findings",
                                {{{"column", "crd"},
                                  {"reason", "DATE_IMPOSSIBLE"},
                                  {"message", "no such day"},
                                  {"value", "2027-02-30"}}}}},
                              {{"line", "104"},
                               {"outcome", "IMPORT_OUTCOME_ACCEPTED"},
                               {"findings", {{{"column", "crn"}, {"reason", "CRN_SHARED"}}}}}}}}}}};
  caller_.summary = Json{{"rows", "2"}, {"accepted", "1"}, {"refused", "1"}};
  EXPECT_EQ(Run({"import", "people", path, "--dry-run", "--as-of", "2026-11-23"}),
            kExitRowsRefused);
  EXPECT_THAT(out_.str(), HasSubstr("103   REFUSED  crd     2027-02-30  DATE_IMPOSSIBLE"));
  EXPECT_THAT(out_.str(), HasSubstr("dry run, nothing written: 2 rows: 1 accepted"));
  EXPECT_THAT(out_.str(), ::testing::Not(HasSubstr("CRN_SHARED")));
  EXPECT_TRUE(caller_.imported.dry_run);
  EXPECT_EQ(FormatInstant(caller_.imported.as_of), "2026-11-23T00:00:00.000000Z");

  caller_.summary["refused"] = "0";
  EXPECT_EQ(Run({"import", "people", path, "--json", "--warnings"}), kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("CRN_SHARED"));
}

TEST_F(CommandTest, EndsWithOneWhereTheAuditChainIsBroken) {
  caller_.answers["VerifyAudit"] = Json{{"intact", false}, {"fault", "ENTRY_ALTERED"}};
  EXPECT_EQ(Run({"audit", "verify", "--service", "release"}), kExitError);
  EXPECT_THAT(out_.str(), HasSubstr("ENTRY_ALTERED"));
}

TEST_F(CommandTest, ShowsWhatAnswersWhenAServiceDoesNot) {
  caller_.answers["GetLag"] = tl::unexpected(CallError{Unavailable("RPC_UNAVAILABLE", "gone"), ""});
  EXPECT_EQ(Run({"events", "lag", "--service", "release"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("release: gone"));
  EXPECT_EQ(Run({"events", "lag", "--service", "nobody"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("SERVICE_UNKNOWN"));
}

TEST_F(CommandTest, MakesATokenForTheRolesAskedFor) {
  EXPECT_EQ(Run({"token", "--role", "resettlement-lead,governor-approver", "--prisons", "BMI"}),
            kExitOk);
  EXPECT_GT(out_.str().size(), 100U);
  EXPECT_EQ(Run({"token", "--role", "king"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("ROLE_UNKNOWN"));
}

TEST_F(CommandTest, WritesACaseload) {
  const auto folder = folder_.path() / "caseload";
  EXPECT_EQ(Run({"simulate", "--people", "40", "--seed", "1", "--out", folder}), kExitOk);
  EXPECT_TRUE(std::filesystem::exists(folder / "MANIFEST.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "vacancies.csv"));
  EXPECT_EQ(Run({"simulate", "--people", "0", "--out", folder}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("NUMBER_OUT_OF_RANGE"));
}

}  // namespace
}  // namespace ttg::cli

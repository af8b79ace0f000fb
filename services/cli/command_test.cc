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
      if (word == "release.head" || word == "events.jsonl") {
        word = folder_.path() / word;
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

TEST_F(CommandTest, FindsTheHandoverOnOffer) {
  EXPECT_EQ(Run({"handover", "accept", "A4834PO"}), kExitOk);
  EXPECT_EQ(LastRequest()["handover_id"], kThingId);
  EXPECT_EQ(LastRequest()["etag"], "6");
  caller_.answers["ListHandovers"] = Json{{"handovers", Json::array()}};
  EXPECT_EQ(Run({"handover", "accept", "A4834PO"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("NOTHING_ON_OFFER"));
}

TEST_F(CommandTest, NamesWhatChangesAboutAWorker) {
  EXPECT_EQ(Run({"worker", "update", "worker-7", "--minutes", "1110", "--telephone", "0"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "8");
  EXPECT_EQ(LastRequest()["update_mask"], (Json{"telephone", "contracted_minutes"}));
  EXPECT_EQ(LastRequest()["worker"]["contracted_minutes"], 1110);
  EXPECT_EQ(Run({"worker", "back", "worker-7"}), kExitOk);
  EXPECT_EQ(LastRequest()["absence_id"], kThingId);
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

TEST_F(CommandTest, ListsByEveryFilter) {
  EXPECT_EQ(Run({"releases", "--pathway", "health", "--status", "in-progress", "--overdue",
                 "--warning", "held-past-due", "--friday", "--no-fixed-abode", "--changed-since",
                 "2026-11-23T09:00:00Z", "--text", "o'br"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["pathway_status"], "PATHWAY_STATUS_IN_PROGRESS");
  EXPECT_EQ(LastRequest()["no_fixed_abode"], true);
}

TEST_F(CommandTest, ExportsAList) {
  caller_.chunks = {"a,b", "\r\n"};
  const auto path = folder_.path() / "list.csv";
  EXPECT_EQ(Run({"releases", "--overdue", "--export", "csv", "--out", path}), kExitOk);
  EXPECT_EQ(LastRequest()["format"], "EXPORT_FORMAT_CSV");
  EXPECT_EQ(LastRequest()["query"]["overdue"], true);
  EXPECT_EQ(std::filesystem::file_size(path), 5U);
  EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::group_all,
            std::filesystem::perms::none);
  EXPECT_EQ(Run({"releases", "--export", "csv"}), kExitError);
  caller_.answers["ExportReleases"] =
      tl::unexpected(CallError{Forbidden("ROLE_NOT_ALLOWED", "no"), ""});
  EXPECT_EQ(Run({"releases", "--export", "csv", "--out", folder_.path() / "no.csv"}), kExitError);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "no.csv"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "no.csv.part"));
}

TEST_F(CommandTest, RecordsAMovementWithItsTimeInLondon) {
  EXPECT_EQ(
      Run({"movement", "record", "A4834PO", "recalled", "--to", "BMI", "--at", "2026-06-23T09:30"}),
      kExitOk);
  EXPECT_EQ(LastRequest()["kind"], "MOVEMENT_KIND_RECALLED");
  EXPECT_EQ(LastRequest()["occurred_at"], "2026-06-23T08:30:00.000000Z");
  EXPECT_EQ(LastRequest()["to_prison_id"], "BMI");
  EXPECT_EQ(LastRequest()["etag"], "7");
  EXPECT_EQ(Run({"movement", "record", kPersonId, "released"}), kExitOk);
  EXPECT_EQ(LastRequest()["occurred_at"], "2026-11-23T09:30:00.000000Z");
  EXPECT_EQ(Run({"movement", "record", kPersonId, "released", "--at", "noon"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("TIME_MALFORMED"));
}

TEST_F(CommandTest, ReversesAndCorrectsTheLastMovementThatStands) {
  EXPECT_EQ(Run({"movement", "reverse", "A4834PO"}), kExitOk);
  EXPECT_EQ(LastRequest()["movement_id"], kThingId);
  EXPECT_EQ(LastRequest()["etag"], "1");
  EXPECT_EQ(Run({"movement", "correct", kPersonId, "escaped", "--reason", "from the escort"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["occurred_at"], "2026-11-23T09:00:00Z");
  EXPECT_EQ(Run({"movement", "reverse", kPersonId, "--movement", kCause, "--etag", "9"}), kExitOk);
  EXPECT_EQ(LastRequest()["movement_id"], kCause);
  EXPECT_EQ(LastRequest()["etag"], "9");
  EXPECT_EQ(Run({"movement", "reverse", kPersonId, "--movement", kPersonId}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("MOVEMENT_NOT_FOUND"));
}

TEST_F(CommandTest, SendsTheEtagOfTheConsentAsItIsNow) {
  caller_.answers["ListConsents"] =
      Json{{"consents",
            {{{"purpose", "CONSENT_PURPOSE_LOCAL_AUTHORITY"}, {"etag", "0"}},
             {{"purpose", "CONSENT_PURPOSE_EMPLOYER"}, {"etag", "3"}}}}};
  EXPECT_EQ(Run({"consent", "record", "A4834PO", "employer", "refused", "--on", "2026-11-23"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["person_id"], kPersonId);
  EXPECT_EQ(LastRequest()["etag"], "3");
  EXPECT_EQ(LastRequest()["given"], false);
  EXPECT_EQ(Run({"consent", "withdraw", kPersonId, "local-authority", "--on", "2026-11-23",
                 "--etag", "9"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "9");
  EXPECT_EQ(Run({"consent", "record", kPersonId, "employer", "maybe", "--on", "2026-11-23"}),
            kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("ANSWER_UNKNOWN"));
}

TEST_F(CommandTest, EndsALegalBasisOnlyWhereThatIsSaid) {
  EXPECT_EQ(Run({"consent", "legal-basis", kPersonId, "employer", "--end", "--reason", "over"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["code"], "");
  EXPECT_EQ(LastRequest()["etag"], "0");
  EXPECT_EQ(Run({"consent", "legal-basis", kPersonId, "employer", "--reason", "over"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("CODE_OR_END"));
}

TEST_F(CommandTest, FindsTheEtagOfASuspicionInTheList) {
  caller_.answers["ListSuspectedDuplicates"] =
      Json{{"duplicates",
            {{{"suspected_duplicate_id", kThingId},
              {"etag", "5"},
              {"people",
               {{{"prison_number", "A1111AA"}, {"family_name", "Example"}},
                {{"prison_number", "A2222BB"}}}}}}}};
  EXPECT_EQ(Run({"duplicates", "list"}), kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("(out of reach)"));
  EXPECT_EQ(Run({"duplicates", "dismiss", kThingId, "--reason", "twins"}), kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "5");
  EXPECT_EQ(Run({"duplicates", "dismiss", kPersonId, "--reason", "twins"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("DUPLICATE_NOT_FOUND"));
}

TEST_F(CommandTest, NamesAQuestionAsItsField) {
  EXPECT_EQ(Run({"risk", "decide", "A4834PO", "Arson-Risk", "no", "--reason", "assessed anew"}),
            kExitOk);
  EXPECT_EQ(LastRequest()["question"], "arson_risk");
  EXPECT_EQ(LastRequest()["answer"], "ANSWER_NO");
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

TEST_F(CommandTest, PreparesATrancheOfAFileAndWaitsForItsDryRun) {
  const std::string path = folder_.path() / "tranche.csv";
  std::ofstream(path) << "prison_number,date_type,date,regime";
  caller_.answers["PrepareBulkChange"] = Json{{"bulk_change", {{"bulk_change_id", kThingId}}}};
  caller_.answers["GetBulkChange"] = Json{
      {"bulk_change",
       {{"bulk_change_id", kThingId}, {"state", "BULK_CHANGE_STATE_PREPARED"}, {"rows", "3"}}}};
  EXPECT_EQ(Run({"bulk-change", "prepare", "--file", path, "--label", "tranche 2", "--reason",
                 "early release", "--wait"}),
            kExitOk);
  ASSERT_EQ(caller_.calls.size(), 2U);
  EXPECT_EQ(caller_.calls[0].request["kind"], "BULK_CHANGE_KIND_TRANCHE");
  EXPECT_EQ(caller_.calls[0].request["file"], "cHJpc29uX251bWJlcixkYXRlX3R5cGUsZGF0ZSxyZWdpbWU=");
  EXPECT_EQ(LastRequest()["bulk_change_id"], kThingId);
  EXPECT_THAT(out_.str(), HasSubstr("PREPARED"));
  EXPECT_EQ(Run({"bulk-change", "prepare", "--label", "l", "--reason", "r"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("FILE_OR_CALENDAR"));
}

TEST_F(CommandTest, RunsABulkChangeWithTheEtagOfNow) {
  caller_.answers["GetBulkChange"] =
      Json{{"bulk_change", {{"bulk_change_id", kThingId}, {"etag", "4"}}}};
  EXPECT_EQ(Run({"bulk-change", "run", kThingId}), kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "4");
  EXPECT_EQ(Run({"bulk-change", "stop", kThingId, "--etag", "5"}), kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "5");
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

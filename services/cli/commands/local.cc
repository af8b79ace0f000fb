#include <charconv>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/command.h"
#include "cli/completion.h"
#include "cli/simulate/caseload.h"
#include "platform/auth/dev_tokens.h"

namespace ttg::cli {
namespace {

constexpr int kMostPeople = 1'000'000;

Result<std::set<Role>> Roles(const Arguments& arguments) {
  std::set<Role> roles;
  const auto given = arguments.find("--role");
  if (given == arguments.end()) return roles;
  for (const std::string& text : given->second) {
    const auto role = ParseRole(absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}}));
    if (!role) {
      return InvalidField("--role", "ROLE_UNKNOWN",
                          "no such role: for example resettlement-worker");
    }
    roles.insert(*role);
  }
  return roles;
}

std::vector<std::string> ListOr(const Arguments& arguments, const char* name,
                                std::vector<std::string> otherwise) {
  const auto given = arguments.find(name);
  if (given == arguments.end()) return otherwise;
  return given->second;
}

std::string TextOr(const Arguments& arguments, const char* name, const char* otherwise) {
  const std::string given = ValueOf(arguments, name);
  return given.empty() ? otherwise : given;
}

Result<std::int64_t> NumberOr(const Arguments& arguments, const char* name, std::int64_t otherwise,
                              std::int64_t lowest, std::int64_t highest) {
  const std::string given = ValueOf(arguments, name);
  if (given.empty()) return otherwise;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (fault != std::errc() || end != given.data() + given.size() || number < lowest ||
      number > highest) {
    return InvalidField(name, "NUMBER_OUT_OF_RANGE",
                        absl::StrCat("a whole number from ", lowest, " to ", highest));
  }
  return number;
}

Result<std::string> Mint(Environment& environment, const Arguments& arguments) {
  auth::TokenClaims claims;
  TTG_TRY(claims.roles, Roles(arguments));
  TTG_TRY(const auto hours, NumberOr(arguments, "--hours", 12, 1, 720));
  claims.subject = TextOr(arguments, "--subject", "dev-user");
  claims.organisation = TextOr(arguments, "--organisation", "HMPPS");
  claims.organisations = ListOr(arguments, "--organisations", {"*"});
  claims.prisons = ListOr(arguments, "--prisons", {"*"});
  claims.delivery_units = ListOr(arguments, "--units", {"*"});
  claims.purpose = TextOr(arguments, "--purpose", "RESETTLEMENT");
  claims.lifetime = absl::Hours(hours);
  const std::string keys = ValueOf(arguments, "--keys");
  TTG_TRY(const auto key, auth::LoadOrMakeDevKey(keys.empty() ? environment.dev_keys : keys));
  return auth::MintToken(key, claims, environment.clock.Now());
}

int Token(Environment& environment, const Arguments& arguments) {
  const auto token = Mint(environment, arguments);
  if (!token) return environment.output.Fail(token.error());
  if (environment.output.json()) {
    environment.output.PrintJson({{"token", *token}});
  } else {
    environment.output.Line(*token);
  }
  return kExitOk;
}

Command TokenCommand() {
  Command command;
  command.words = "token";
  command.help = "Make a development token (local runs only; production has its own issuer)";
  command.example = "export TTG_CLI_TOKEN=$(ttg token --role resettlement-lead --prisons BMI)";
  command.fields = {
      {FieldKind::kText, "--subject", "", "who; default: dev-user", false, ""},
      {FieldKind::kList, "--role", "", "what they are; may be repeated", true, ""},
      {FieldKind::kText, "--organisation", "", "for whom they act; default: HMPPS", false, ""},
      {FieldKind::kList, "--organisations", "", "whose records they see; default: all", false, ""},
      {FieldKind::kList, "--prisons", "", "whose people they see; default: all", false, ""},
      {FieldKind::kList, "--units", "", "whose people they see; default: all", false, ""},
      {FieldKind::kText, "--purpose", "", "default: RESETTLEMENT", false, ""},
      {FieldKind::kText, "--hours", "", "how long it is good; default: 12", false, ""},
      {FieldKind::kText, "--keys", "", "folder of the development key", false, ""}};
  command.run = Token;
  return command;
}

Result<CaseloadOptions> Options(const Arguments& arguments) {
  CaseloadOptions options;
  TTG_TRY(const auto people, NumberOr(arguments, "--people", options.people, 1, kMostPeople));
  TTG_TRY(const auto seed, NumberOr(arguments, "--seed", 1, 0, INT64_MAX));
  options.people = static_cast<int>(people);
  options.seed = static_cast<std::uint64_t>(seed);
  const std::string as_of = ValueOf(arguments, "--as-of");
  if (!as_of.empty()) {
    TTG_TRY(options.as_of, ParseDate(as_of));
  }
  return options;
}

int Simulate(Environment& environment, const Arguments& arguments) {
  const auto options = Options(arguments);
  if (!options) return environment.output.Fail(options.error());
  const Caseload caseload = MakeCaseload(*options);
  const auto written = WriteCaseload(caseload, ValueOf(arguments, "--out"));
  if (!written) return environment.output.Fail(written.error());
  const Json manifest = Json::parse(caseload.files.at("MANIFEST.json"));
  View view;
  view.columns = {{"as of", "as_of", ""},
                  {"people", "people_rows", ""},
                  {"to be refused", "people_to_reject", ""},
                  {"bedspaces", "bedspaces", ""},
                  {"placements", "placements", ""},
                  {"voids", "voids", ""},
                  {"mentors", "mentors", ""},
                  {"vacancies", "vacancies", ""}};
  Show(environment.output, view, manifest);
  return kExitOk;
}

Command SimulateCommand() {
  Command command;
  command.words = "simulate";
  command.help = "Write an invented caseload: six CSV files and a manifest; same seed, same bytes";
  command.example = "ttg simulate --people 2400 --seed 1 --out caseload";
  command.fields = {
      {FieldKind::kText, "--people", "", "rows of people.csv; default: 2400", false, ""},
      {FieldKind::kText, "--seed", "", "default: 1", false, ""},
      {FieldKind::kText, "--out", "", "folder to write into", true, ""},
      {FieldKind::kText, "--as-of", "", "the day it describes; default: 2026-11-23", false, ""}};
  command.run = Simulate;
  return command;
}

Command CompletionCommand() {
  Command command;
  command.words = "completion bash";
  command.help = "Print a completion script for bash";
  command.example = "source <(ttg completion bash)";
  command.run = [](Environment& environment, const Arguments&) {
    environment.output.Line(BashCompletion(AllCommands()));
    return kExitOk;
  };
  return command;
}

}  // namespace

std::vector<Command> LocalCommands() {
  return {TokenCommand(), SimulateCommand(), CompletionCommand()};
}

std::vector<Command> AllCommands() {
  std::vector<Command> all;
  for (auto group :
       {ImportCommands(), PersonCommands(), ReleaseCommands(), DateCommands(), MovementCommands(),
        MergeCommands(), PrisonEventCommands(), PlanCommands(), ConsentCommands(),
        IdentityCommands(), TimetableCommands(), OwnershipCommands(), BedCommands(), JobCommands(),
        MentorCommands(), JourneyCommands(), OperatorCommands(), LocalCommands()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace ttg::cli

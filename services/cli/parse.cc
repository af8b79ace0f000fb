#include "cli/parse.h"

#include <array>
#include <map>

#include <CLI/CLI.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/output.h"

namespace ttg::cli {
namespace {

constexpr std::array kServices = {"release", "accommodation", "employment", "mentoring", "journey"};

constexpr const char* kFooter =
    "A person is given by id or prison number everywhere; a placement, job or match also by the\n"
    "number of the person whose only live one it is. Words for choices may be in any case.\n\n"
    "Services are found in the state file that make run writes (var/run/services.json), or by\n"
    "--<service>-address and TTG_CLI_<SERVICE>_ADDRESS; the token by --token, TTG_CLI_TOKEN or\n"
    "--token-file. NO_COLOR switches colours off.\n\n"
    "Exit codes: 0 done; 1 refused or failed; 2 the command line is wrong; 3 imported, but some\n"
    "rows were refused.\n\n"
    "Examples:\n"
    "  ttg import people people.csv --dry-run\n"
    "  ttg releases --from 2026-11-23 --to 2026-12-04\n"
    "  ttg release confirm A4834PO 2026-12-04\n"
    "  ttg ripples --open";

// What is typed into before it is known which command it was.
struct Slot {
  const Command* command = nullptr;
  CLI::App* app = nullptr;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
  // What it requires itself, where it is the beginning of other commands too.
  std::vector<CLI::Option*> required = {};
};

std::string_view TargetArgument(Target target) {
  switch (target) {
    case Target::kNone:
      return "";
    case Target::kPerson:
    case Target::kPlan:
      return "PERSON";
    case Target::kPlacement:
      return "PLACEMENT";
    case Target::kJob:
      return "JOB";
    case Target::kMatch:
      return "MATCH";
  }
  return "";
}

std::string TargetHelp(Target target) {
  const bool person = target == Target::kPerson || target == Target::kPlan;
  return person ? "id or prison number" : "its id, or the person's prison number";
}

const char* GroupHelp(std::string_view words) {
  static const std::map<std::string_view, const char*> kHelp = {
      {"import", "Import CSV files"},
      {"release", "Change dates and record releases"},
      {"release extra-day", "One eligible working day earlier"},
      {"report", "Reports on a resettlement plan"},
      {"consent", "What a person has agreed may be passed on"},
      {"alias", "Other names and numbers of a person"},
      {"duplicates", "People under two numbers who may be one"},
      {"risk", "Decisions on questions about risk"},
      {"beds", "Find beds"},
      {"placement", "Follow a placement from offer to departure"},
      {"job", "Jobs, vacancies and check-ins"},
      {"mentor", "Mentors, matches and gate meetings"},
      {"events", "Event log, lag and dead letters"},
      {"audit", "The audit trail"},
      {"completion", "Completion for shells"}};
  const auto found = kHelp.find(words);
  return found == kHelp.end() ? "" : found->second;
}

CLI::App* Existing(CLI::App& group, const std::string& word) {
  const auto found = group.get_subcommands([&](CLI::App* one) { return one->get_name() == word; });
  return found.empty() ? nullptr : found.front();
}

// The subcommand of these words; its groups are made on the way.
CLI::App* SubcommandOf(CLI::App& root, const Command& command) {
  CLI::App* at = &root;
  std::string before;
  const std::vector<std::string> words = absl::StrSplit(command.words, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    before += before.empty() ? words[i] : " " + words[i];
    CLI::App* next = Existing(*at, words[i]);
    if (next == nullptr) {
      const bool leaf = i + 1 == words.size();
      next = at->add_subcommand(words[i], leaf ? command.help : GroupHelp(before));
      if (!leaf) next->require_subcommand(1);
    }
    at = next;
  }
  at->footer(absl::StrCat("Example:\n  ", command.example));
  return at;
}

void AddField(Slot& slot, const Field& field) {
  if (field.kind == FieldKind::kFlag) {
    slot.app->add_flag(field.name, slot.flags[field.name], field.help);
    return;
  }
  const bool many = field.kind == FieldKind::kList || field.kind == FieldKind::kEnumList;
  auto* option = slot.app->add_option(field.name, slot.values[field.name], field.help);
  if (many) {
    option->allow_extra_args(false)->delimiter(',');
  } else {
    option->allow_extra_args(false)->expected(1);
  }
  option->required(field.required);
  option->type_name(field.kind == FieldKind::kDate ? "DATE" : "");
}

void AddCommand(CLI::App& root, Slot& slot) {
  const Command& command = *slot.command;
  slot.app = SubcommandOf(root, command);
  const std::string target(TargetArgument(command.target));
  if (!target.empty()) {
    AddField(slot, {FieldKind::kText, target, "", TargetHelp(command.target), true, ""});
  }
  for (const Field& field : command.fields) AddField(slot, field);
  if (command.etag) {
    AddField(slot, {FieldKind::kText, "--etag", "",
                    "only if it is still as it was then; default: as it is now", false, ""});
  }
}

// "plan" shows a plan, "plan need" adds to it: what a command requires is not required of those
// that begin with its words.
void MakeGroup(Slot& slot) {
  const auto any = [](CLI::App*) { return true; };
  if (slot.app->get_subcommands(any).empty()) return;
  slot.required = slot.app->get_options([](CLI::Option* one) { return one->get_required(); });
  for (CLI::Option* option : slot.required) option->required(false);
}

// Of what the command requires itself, what was not typed.
const CLI::Option* MissingIn(const Slot& slot) {
  for (const CLI::Option* option : slot.required) {
    if (option->empty()) return option;
  }
  return nullptr;
}

void AddGlobals(CLI::App& root, Typed& typed) {
  root.set_config("--config", "", "file with these options, one name=value a line");
  root.add_flag("--json", typed.json, "answers and errors as JSON");
  root.add_option("--token", typed.settings.token, "access token")->envname("TTG_CLI_TOKEN");
  root.add_option("--token-file", typed.settings.token_file, "file that holds it")
      ->envname("TTG_CLI_TOKEN_FILE");
  root.add_option("--state", typed.settings.state_file, "state file of a local run")
      ->envname("TTG_CLI_STATE")
      ->default_val("var/run/services.json");
  root.add_option("--deadline", typed.deadline_seconds, "seconds that a call may take")
      ->envname("TTG_CLI_DEADLINE_S")
      ->check(CLI::Range(1, 3'600));
  for (const char* service : kServices) {
    root.add_option(absl::StrCat("--", service, "-address"), typed.settings.addresses[service],
                    "host:port")
        ->envname(absl::StrCat("TTG_CLI_", absl::AsciiStrToUpper(service), "_ADDRESS"));
  }
}

Arguments Take(const Slot& slot) {
  Arguments arguments;
  for (const auto& [name, values] : slot.values) {
    if (!values.empty()) arguments[name] = values;
  }
  for (const auto& [name, given] : slot.flags) {
    if (given) arguments[name] = {};
  }
  return arguments;
}

}  // namespace

Typed Parse(const std::vector<Command>& commands, int argc, const char* const* argv,
            std::ostream& out, std::ostream& err) {
  Typed typed;
  CLI::App root("Through the Gate, the operator's command line", "ttg");
  root.footer(kFooter);
  root.require_subcommand(1);
  root.fallthrough();
  AddGlobals(root, typed);
  std::vector<Slot> slots(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    slots[i].command = &commands[i];
    AddCommand(root, slots[i]);
  }
  for (Slot& slot : slots) MakeGroup(slot);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    typed.exit = root.exit(stop, out, err) == 0 ? kExitOk : kExitUsage;
    return typed;
  }
  for (const Slot& slot : slots) {
    if (!slot.app->parsed() || !slot.app->get_subcommands().empty()) continue;
    if (const CLI::Option* missing = MissingIn(slot); missing != nullptr) {
      root.exit(CLI::RequiredError(missing->get_name()), out, err);
      typed.exit = kExitUsage;
      return typed;
    }
    typed.command = slot.command;
    typed.arguments = Take(slot);
  }
  return typed;
}

}  // namespace ttg::cli

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

constexpr std::array kServices = {"release", "accommodation", "employment", "mentoring", "journey"};

Error ServiceUnknown() {
  return InvalidField("--service", "SERVICE_UNKNOWN",
                      "release, accommodation, employment, mentoring, journey or all");
}

// The one named, or all of them.
Result<std::vector<std::string>> Chosen(const Arguments& arguments) {
  const std::string given = ValueOf(arguments, "--service");
  if (given.empty() || given == "all") {
    return std::vector<std::string>(std::begin(kServices), std::end(kServices));
  }
  if (std::ranges::find(kServices, given) == std::end(kServices)) return ServiceUnknown();
  return std::vector<std::string>{given};
}

// A method of the services that every service offers, called on the one named.
Command OnService(const char* words, const char* method, const char* help, const char* example,
                  std::vector<Field> fields, View view, bool changes) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  fields.insert(fields.begin(), {FieldKind::kText, "--service", "", "which service", true, ""});
  command.fields = fields;
  Command call;
  call.method = absl::StrCat("ttg.common.v1.EventLogService.", method);
  call.fields = fields;
  call.changes = changes;
  call.view = std::move(view);
  command.run = [call](Environment& environment, const Arguments& arguments) mutable {
    const auto chosen = Chosen(arguments);
    if (!chosen || chosen->size() != 1) return environment.output.Fail(ServiceUnknown());
    call.service = chosen->front();
    return RunCommand(call, environment, arguments);
  };
  return command;
}

View ListOf(const char* field, std::vector<Column> columns) {
  View view;
  view.field = field;
  view.list = true;
  view.columns = std::move(columns);
  return view;
}

View Done(const char* text) {
  View view;
  view.footer = [text](Output& output, const Json&) { output.Line(text); };
  return view;
}

// Asks each chosen service; gathers the answers under "services".
Result<Json> AskEach(Environment& environment, const Arguments& arguments, const char* method,
                     const Json& request, std::vector<CallError>& failures) {
  TTG_TRY(const auto services, Chosen(arguments));
  Json gathered = Json::array();
  for (const std::string& service : services) {
    auto answer = environment.caller.Call(service, method, request);
    if (!answer) {
      answer.error().error.message = absl::StrCat(service, ": ", answer.error().error.message);
      failures.push_back(answer.error());
      continue;
    }
    (*answer)["service"] = service;
    gathered.push_back(*answer);
  }
  return Json{{"services", gathered}};
}

// The first failure decides the exit code, after everything that is known has been shown.
int Finish(Environment& environment, const std::vector<CallError>& failures, int exit) {
  for (const CallError& failure : failures) exit = environment.output.Fail(failure);
  return exit;
}

void LagRows(const Json& answer, std::vector<std::vector<std::string>>& rows) {
  const std::string service = CellAt(answer, "service");
  rows.push_back({service, "(its own log)", CellAt(answer, "last_position"), "",
                  CellAt(answer, "unpublished"), "", CellAt(answer, "relay_alarm")});
  for (const Json& stream : answer.value("streams", Json::array())) {
    const auto number = [&](const char* field) {
      const std::string text = CellAt(stream, field);
      return text.empty() ? 0 : std::stoll(text);
    };
    rows.push_back({service, CellAt(stream, "stream"), CellAt(stream, "last_known"),
                    CellAt(stream, "applied_through"),
                    std::to_string(number("last_known") - number("applied_through")),
                    CellAt(stream, "dead_letters"), ""});
  }
}

int Lag(Environment& environment, const Arguments& arguments) {
  std::vector<CallError> failures;
  const auto answers = AskEach(environment, arguments, "ttg.common.v1.EventLogService.GetLag",
                               Json::object(), failures);
  if (!answers) return environment.output.Fail(answers.error());
  if (environment.output.json()) {
    environment.output.PrintJson(*answers);
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const Json& answer : (*answers)["services"]) LagRows(answer, rows);
    environment.output.Table(
        {"service", "stream", "last", "applied", "behind", "dead letters", "alarm"}, rows);
  }
  return Finish(environment, failures, kExitOk);
}

Command LagCommand() {
  Command command;
  command.words = "events lag";
  command.help = "How far each service is behind each stream, and its relay";
  command.example = "ttg events lag";
  command.fields = {{FieldKind::kText, "--service", "", "which; default: all", false, ""}};
  command.run = Lag;
  return command;
}

std::vector<Field> LetterFields() {
  return {{FieldKind::kText, "--stream", "stream", "such as events:release", true, ""},
          {FieldKind::kNumber, "--position", "position", "of the event", true, ""}};
}

Field WhyField() { return {FieldKind::kText, "--reason", "reason", "why; is audited", true, ""}; }

std::vector<Command> EventCommands() {
  std::vector<Field> discard = LetterFields();
  discard.push_back(WhyField());
  View advanced;
  advanced.columns = {{"next position", "next_position", ""}};
  return {
      LagCommand(),
      OnService("events dead-letters", "ListDeadLetters",
                "Events that failed, and those behind them",
                "ttg events dead-letters --service employment",
                {{FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
                 {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}},
                ListOf("dead_letters", {{"stream", "stream", ""},
                                        {"position", "position", ""},
                                        {"type", "type", ""},
                                        {"person", "partition_key", ""},
                                        {"reason", "reason", ""},
                                        {"attempts", "attempts", ""},
                                        {"next attempt", "next_attempt_at", ""},
                                        {"only waits", "parked", ""}}),
                false),
      OnService("events retry", "RetryDeadLetter", "Make a dead letter due now",
                "ttg events retry --service employment --stream events:release --position 17",
                LetterFields(), Done("due now"), true),
      OnService("events discard", "DiscardDeadLetter", "Give a dead letter up",
                "ttg events discard --service employment --stream events:release --position 17 "
                "--reason 'sent twice'",
                discard, Done("discarded"), true),
      OnService("events advance", "AdvanceLog",
                "Number the next event after a stream that is ahead of a restored database",
                "ttg events advance --service release --reason 'restored from backup'",
                {WhyField()}, advanced, true),
      OnService(
          "events replay", "Replay", "Read events from a service's log",
          "ttg events replay --service release --after 100",
          {{FieldKind::kNumber, "--after", "after_position", "after this position", false, ""},
           {FieldKind::kNumber, "--page-size", "page_size", "at most so many", false, ""}},
          ListOf("events", {{"position", "position", ""},
                            {"time", "time", ""},
                            {"type", "type", ""},
                            {"subject", "subject", ""},
                            {"version", "subject_version", ""},
                            {"caused by", "causation_id", ""}}),
          false),
  };
}

Result<std::string> ReadHead(const std::string& path) {
  if (path.empty()) return std::string();
  std::ifstream in(path);
  std::string head;
  if (!(in >> head)) {
    return InvalidField("--head", "FILE_UNREADABLE",
                        "the file with the signed head cannot be read");
  }
  return head;
}

int Verify(Environment& environment, const Arguments& arguments) {
  const auto head = ReadHead(ValueOf(arguments, "--head"));
  if (!head) return environment.output.Fail(head.error());
  std::vector<CallError> failures;
  const auto answers = AskEach(environment, arguments, "ttg.common.v1.AuditService.VerifyAudit",
                               {{"signed_head", *head}}, failures);
  if (!answers) return environment.output.Fail(answers.error());
  Show(environment.output,
       ListOf("services", {{"service", "service", ""},
                           {"intact", "intact", ""},
                           {"entries", "entries", ""},
                           {"not linked yet", "unlinked", ""},
                           {"first broken", "first_broken_entry", ""},
                           {"fault", "fault", ""}}),
       *answers);
  const auto& all = (*answers)["services"];
  const bool intact =
      std::ranges::all_of(all, [](const Json& one) { return one.value("intact", false); });
  return Finish(environment, failures, intact ? kExitOk : kExitError);
}

int Head(Environment& environment, const Arguments& arguments) {
  std::vector<CallError> failures;
  const auto answers = AskEach(environment, arguments, "ttg.common.v1.AuditService.ExportAuditHead",
                               Json::object(), failures);
  if (!answers) return environment.output.Fail(answers.error());
  Show(environment.output,
       ListOf("services", {{"service", "service", ""},
                           {"entry", "entry", ""},
                           {"hash", "hash", ""},
                           {"signed head", "signed_head", ""}}),
       *answers);
  return Finish(environment, failures, kExitOk);
}

Command Audit(const char* words, const char* help, const char* example,
              int (*run)(Environment&, const Arguments&)) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = {{FieldKind::kText, "--service", "", "which; default: all", false, ""}};
  command.run = run;
  return command;
}

}  // namespace

std::vector<Command> OperatorCommands() {
  std::vector<Command> commands = EventCommands();
  commands.push_back(Audit("audit verify", "Recompute the audit chain; exit code 1 if it is broken",
                           "ttg audit verify --service release --head release.head", Verify));
  commands.back().fields.push_back(
      {FieldKind::kText, "--head", "", "file with a head exported earlier", false, ""});
  commands.push_back(Audit("audit head",
                           "Export the signed head of the audit chain, to keep elsewhere",
                           "ttg audit head --service release", Head));
  return commands;
}

}  // namespace ttg::cli

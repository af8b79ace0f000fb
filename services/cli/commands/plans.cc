#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

constexpr const char* kPathways =
    "accommodation, attitudes-thinking-behaviour, children-families-community, drugs-alcohol, "
    "education-skills-work, finance-id or health";
constexpr const char* kKinds = "immediate-needs or pre-release";

std::string Method(const char* name) { return absl::StrCat("ttg.release.v1.PlanService.", name); }

// "on 2026-11-23 by TESTER", as far as it is known.
std::string WhenAndWho(const Json& item, const char* on, const char* by) {
  const std::string day = CellAt(item, on);
  return day.empty() ? "" : fmt::format(" on {} by {}", day, CellAt(item, by));
}

// ": text", or nothing.
std::string Said(const Json& item, const char* field) {
  const std::string text = CellAt(item, field);
  return text.empty() ? "" : ": " + text;
}

void ShowAction(Output& output, const Json& action) {
  const bool overdue = action.value("overdue", false);
  output.Line(fmt::format("    action {}  {}{}, due {}, owner {}{}", CellAt(action, "action_id"),
                          CellAt(action, "state", "ACTION_STATE_"), overdue ? " OVERDUE" : "",
                          CellAt(action, "due_on"), CellAt(action, "owner_id"),
                          Said(action, "description")));
  if (CellAt(action, "ended_on").empty()) return;
  output.Line(fmt::format("      ended{}{}", WhenAndWho(action, "ended_on", "ended_by"),
                          Said(action, "result")));
}

void ShowOutcome(Output& output, const Json& item) {
  output.Line(fmt::format("    outcome {}{}{}", CellAt(item, "outcome", "NEED_OUTCOME_"),
                          WhenAndWho(item, "outcome_on", "outcome_by"),
                          Said(item, "outcome_note")));
}

// assess → plan → deliver → review, in that order.
void ShowNeed(Output& output, const Json& need) {
  output.Line(fmt::format(
      "  need {}  {}, assessed{}{}", CellAt(need, "need_id"), CellAt(need, "state", "NEED_STATE_"),
      WhenAndWho(need, "assessed_on", "assessed_by"), Said(need, "description")));
  for (const Json& action : need.value("actions", Json::array())) ShowAction(output, action);
  for (const Json& review : need.value("reviews", Json::array())) {
    ShowOutcome(output, review);
    output.Line(
        fmt::format("    review: {}{}{}", review.value("closed", false) ? "closed" : "opened again",
                    WhenAndWho(review, "reviewed_on", "reviewed_by"), Said(review, "note")));
  }
  if (need.value("state", "") == "NEED_STATE_OUTCOME_RECORDED") ShowOutcome(output, need);
}

// A plan, or a report with its copy of one.
void ShowTree(Output& output, const Json& plan) {
  for (const Json& entry : plan.value("pathways", Json::array())) {
    output.Line(fmt::format("{}  {}{}{}", CellAt(entry, "pathway", "PATHWAY_"),
                            CellAt(entry, "status", "PATHWAY_STATUS_"),
                            WhenAndWho(entry, "assessed_on", "assessed_by"),
                            Said(entry, "reason")));
    for (const Json& need : plan.value("needs", Json::array())) {
      if (need.value("pathway", "") == entry.value("pathway", "")) ShowNeed(output, need);
    }
  }
}

std::string ReportLine(const Json& report) {
  return fmt::format("report {}  {} version {}: {}, started by {}{}{}{}",
                     CellAt(report, "report_id"), CellAt(report, "kind", "REPORT_KIND_"),
                     CellAt(report, "version"), CellAt(report, "state", "REPORT_STATE_"),
                     CellAt(report, "started_by"),
                     report.contains("submitted_at")
                         ? ", submitted" + WhenAndWho(report, "submitted_at", "submitted_by")
                         : "",
                     report.contains("reviewed_at")
                         ? ", reviewed" + WhenAndWho(report, "reviewed_at", "reviewed_by")
                         : "",
                     Said(report, "review_note"));
}

void ShowPlan(Output& output, const Json& answer) {
  const Json plan = answer.value("plan", Json::object());
  ShowTree(output, plan);
  for (const Json& report : plan.value("reports", Json::array())) output.Line(ReportLine(report));
}

View PlanView() {
  View view;
  view.field = "plan";
  view.columns = {{"person", "person_id", ""}, {"etag", "etag", ""}};
  view.footer = ShowPlan;
  return view;
}

void ShowReports(Output& output, const Json& answer) {
  for (const Json& report : answer.value("reports", Json::array())) {
    output.Line(ReportLine(report));
    ShowTree(output, report);
    output.Line("");
  }
}

Command Make(const char* words, const char* method, const char* help, const char* example,
             std::vector<Field> fields) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "release";
  command.method = Method(method);
  return command;
}

Field Person() {
  return {FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""};
}

// A change of one person's plan.
Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command = Make(words, method, help, example, std::move(fields));
  command.target = Target::kPlan;
  command.changes = true;
  command.etag = true;
  command.view = PlanView();
  return command;
}

Field Text(const char* name, const char* path, const char* help, bool required = true) {
  return {FieldKind::kText, name, path, help, required, ""};
}

Field PathwayField() {
  return {FieldKind::kEnum, "PATHWAY", "pathway", kPathways, true, "PATHWAY_"};
}
Field NeedField() { return Text("NEED", "need_id", "the need's id"); }
Field ActionField() { return Text("ACTION", "action_id", "the action's id"); }
Field Owner() { return Text("--owner", "owner_id", "the subject of the owner's token"); }
Field Due() { return {FieldKind::kDate, "--due", "due_on", "by which day", true, ""}; }
Field KindField() { return {FieldKind::kEnum, "KIND", "kind", kKinds, true, "REPORT_KIND_"}; }

Field Flag(const char* name, const char* help) {
  return {FieldKind::kFlag, name, "", help, false, ""};
}

// Of two flags exactly one says what the request's `field` is.
std::function<Result<void>(Environment&, const Arguments&, Json&)> OneOf(const char* yes,
                                                                         const char* no,
                                                                         const char* field) {
  return [=](Environment&, const Arguments& arguments, Json& request) -> Result<void> {
    if (IsGiven(arguments, yes) == IsGiven(arguments, no)) {
      return InvalidField(yes, "VERDICT_MISSING", absl::StrCat("say either ", yes, " or ", no));
    }
    request[field] = IsGiven(arguments, yes);
    return {};
  };
}

Command ReviewNeed() {
  Command command = Change(
      "plan review", "ReviewNeed", "Review the outcome of a need: close it or open it again",
      "ttg plan review A4834PO 01890000-0000-7000-8000-000000000002 --close --note 'moved in'",
      {NeedField(), Flag("--close", "the need is closed"),
       Flag("--reopen", "the need is open again"), Text("--note", "note", "what was seen")});
  command.complete = OneOf("--close", "--reopen", "close");
  return command;
}

Command ReviewReport() {
  Command command = Change(
      "report review", "ReviewReport", "Accept a submitted report or return it (not one's own)",
      "ttg report review A4834PO pre-release --accept",
      {KindField(), Flag("--accept", "it is accepted"), Flag("--return", "it is returned"),
       Text("--note", "note", "required where it is returned", false)});
  command.complete = OneOf("--accept", "--return", "accept");
  return command;
}

Command Show() {
  Command command = Make("plan", "GetPlan",
                         "A person's resettlement plan: pathways, needs, what is done for them",
                         "ttg plan A4834PO", {Person()});
  command.view = PlanView();
  return command;
}

Command Check() {
  Command command = Make("report check", "CheckReport",
                         "What is missing before a report can be submitted; nothing: it can",
                         "ttg report check A4834PO pre-release", {Person(), KindField()});
  command.view.field = "missing";
  command.view.list = true;
  command.view.columns = {{"reason", "reason", ""},
                          {"pathway", "pathway", "PATHWAY_"},
                          {"need", "need_id", ""},
                          {"action", "action_id", ""},
                          {"what to do", "message", ""}};
  return command;
}

Command List() {
  Command command =
      Make("report list", "ListReports", "Every version of a person's reports as it was submitted",
           "ttg report list A4834PO --kind pre-release",
           {Person(),
            {FieldKind::kEnum, "--kind", "kind", kKinds, false, "REPORT_KIND_"},
            {FieldKind::kNumber, "--page-size", "page_size", "reports of a page", false, ""},
            Text("--page-token", "page_token", "of the page before", false)});
  command.view.footer = [](Output& output, const Json& answer) {
    ShowReports(output, answer);
    const std::string next = answer.value("next_page_token", "");
    if (!next.empty()) output.Note(absl::StrCat("more: --page-token ", next));
  };
  return command;
}

}  // namespace

std::vector<Command> PlanCommands() {
  return {
      Show(),
      Change("plan assess", "AssessPathway", "Say how a person stands on a pathway",
             "ttg plan assess A4834PO health support-declined --reason 'asked twice'",
             {PathwayField(),
              {FieldKind::kEnum, "STATUS", "status",
               "in-progress, support-required, support-not-required, support-declined or done",
               true, "PATHWAY_STATUS_"},
              Text("--reason", "reason", "required where support is not required or declined",
                   false)}),
      Change("plan need", "RecordNeed", "Record a need; its pathway requires support from then on",
             "ttg plan need A4834PO accommodation --description 'no home to go to'",
             {PathwayField(), Text("--description", "description", "what is needed")}),
      Change("plan action", "PlanAction", "Plan something to be done for a need",
             "ttg plan action A4834PO 01890000-0000-7000-8000-000000000002 --description "
             "'duty to refer' --owner worker-7 --due 2026-12-04",
             {NeedField(), Text("--description", "description", "what is to be done"), Owner(),
              Due()}),
      Change("plan complete", "CompleteAction", "Record that an action was done",
             "ttg plan complete A4834PO 01890000-0000-7000-8000-000000000002 --on 2026-12-01 "
             "--result 'referral accepted'",
             {ActionField(),
              {FieldKind::kDate, "--on", "done_on", "the day", true, ""},
              Text("--result", "result", "what came of it")}),
      Change("plan cancel", "CancelAction", "Give an action up",
             "ttg plan cancel A4834PO 01890000-0000-7000-8000-000000000002 --reason 'not wanted'",
             {ActionField(), Text("--reason", "reason", "why")}),
      Change("plan reassign", "ReassignAction", "Give an open action another owner or day",
             "ttg plan reassign A4834PO 01890000-0000-7000-8000-000000000002 --owner worker-8 "
             "--due 2026-12-11",
             {ActionField(), Owner(), Due()}),
      Change(
          "plan outcome", "RecordNeedOutcome", "Record what became of a need",
          "ttg plan outcome A4834PO 01890000-0000-7000-8000-000000000002 met --note 'has a flat'",
          {NeedField(),
           {FieldKind::kEnum, "OUTCOME", "outcome", "met, partly-met, not-met or declined", true,
            "NEED_OUTCOME_"},
           Text("--note", "note", "more about it", false)}),
      ReviewNeed(),
      Check(),
      Change("report start", "StartReport", "Start a report, or its next version",
             "ttg report start A4834PO immediate-needs", {KindField()}),
      Change("report submit", "SubmitReport", "Submit a report: the plan as it stands now",
             "ttg report submit A4834PO immediate-needs", {KindField()}),
      ReviewReport(),
      List(),
  };
}

}  // namespace ttg::cli

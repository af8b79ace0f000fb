#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

constexpr const char* kDates = "ttg.release.v1.ReleaseService.";
constexpr const char* kBulk = "ttg.release.v1.BulkChangeService.";
constexpr std::chrono::milliseconds kLookEvery{300};

Error FileUnreadable() {
  return InvalidField("--file", "FILE_UNREADABLE", "the file cannot be read");
}
Error FileOrCalendar() {
  return InvalidField("--file", "FILE_OR_CALENDAR", "give either --file or --calendar");
}

View JobView() {
  View view;
  view.field = "bulk_change";
  view.columns = {{"job", "bulk_change_id", ""},
                  {"kind", "kind", "BULK_CHANGE_KIND_"},
                  {"state", "state", "BULK_CHANGE_STATE_"},
                  {"label", "label", ""},
                  {"reason", "reason", ""},
                  {"prepared by", "prepared_by", ""},
                  {"prepared at", "prepared_at", ""},
                  {"run by", "run_by", ""},
                  {"finished at", "finished_at", ""},
                  {"calendar", "calendar_version", ""},
                  {"rows", "rows", ""},
                  {"moving", "moving", ""},
                  {"refused", "refused", ""},
                  {"done", "done", ""},
                  {"etag", "etag", ""}};
  return view;
}

Reply ReadJob(Environment& environment, const std::string& job) {
  return environment.caller
      .Call("release", absl::StrCat(kBulk, "GetBulkChange"), {{"bulk_change_id", job}})
      .map([](const Json& answer) { return answer.value("bulk_change", Json::object()); });
}

// Shows how far it is until it neither is prepared nor runs.
int Await(Environment& environment, const std::string& job) {
  while (true) {
    const auto now = ReadJob(environment, job);
    if (!now) return environment.output.Fail(now.error());
    const std::string state = CellAt(*now, "state", "BULK_CHANGE_STATE_");
    environment.output.Progress(absl::StrCat(state, ": ", CellAt(*now, "rows"), " rows, ",
                                             CellAt(*now, "moving"), " moving, ",
                                             CellAt(*now, "done"), " done"));
    if (state != "PREPARING" && state != "RUNNING") {
      environment.output.EndProgress();
      Show(environment.output, JobView(), Json{{"bulk_change", *now}});
      return kExitOk;
    }
    std::this_thread::sleep_for(kLookEvery);
  }
}

// Makes the call of `command` and, with --wait, waits for what follows from it.
int PerformAndAwait(const Command& command, Environment& environment, const Arguments& arguments) {
  const auto answer = Perform(command, environment, arguments);
  if (!answer) return environment.output.Fail(answer.error());
  if (IsGiven(arguments, "--wait")) {
    const Json job = answer->value("bulk_change", Json::object());
    return Await(environment, job.value("bulk_change_id", ""));
  }
  Show(environment.output, JobView(), *answer);
  return kExitOk;
}

Field Wait() {
  return {FieldKind::kFlag, "--wait", "", "show how far it is until it is done", false, ""};
}

Field Job() {
  return {FieldKind::kText, "JOB", "bulk_change_id", "id of the bulk change", true, ""};
}

Result<void> AddFile(Environment&, const Arguments& arguments, Json& request) {
  const std::string path = ValueOf(arguments, "--file");
  const bool calendar = IsGiven(arguments, "--calendar");
  if (path.empty() != calendar) return FileOrCalendar();
  request["kind"] = calendar ? "BULK_CHANGE_KIND_CALENDAR" : "BULK_CHANGE_KIND_TRANCHE";
  if (calendar) return {};
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) return FileUnreadable();
  request["file"] = absl::Base64Escape(bytes);
  return {};
}

Command Prepare() {
  Command command;
  command.words = "bulk-change prepare";
  command.help =
      "Compute who would move by a tranche's file (prison_number,date_type,date,regime) or by the "
      "calendar in force; nothing is written to anybody";
  command.example =
      "ttg bulk-change prepare --calendar --label 'calendar 2027' --reason 'a bank holiday was "
      "added'";
  command.fields = {
      {FieldKind::kText, "--file", "", "CSV file of a tranche", false, ""},
      {FieldKind::kFlag, "--calendar", "", "the calendar has been corrected", false, ""},
      {FieldKind::kText, "--label", "label", "what staff call it", true, ""},
      {FieldKind::kText, "--reason", "reason", "stands in every history; no personal data", true,
       ""},
      Wait()};
  command.service = "release";
  command.method = absl::StrCat(kBulk, "PrepareBulkChange");
  command.changes = true;
  command.complete = AddFile;
  command.view = JobView();
  command.run = [call = command](Environment& environment, const Arguments& arguments) {
    return PerformAndAwait(call, environment, arguments);
  };
  return command;
}

// The etag of the job as it is now, or the one given.
Result<void> AddEtag(Environment& environment, const Arguments& arguments, Json& request) {
  std::string etag = ValueOf(arguments, "--etag");
  if (etag.empty()) {
    const auto job = ReadJob(environment, ValueOf(arguments, "JOB"));
    if (!job) return job.error().error;
    etag = job->value("etag", "");
  }
  request["etag"] = etag;
  return {};
}

// A step of a job.
Command Steer(const char* words, const char* method, const char* help, const char* example) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = {Job()};
  command.service = "release";
  command.method = absl::StrCat(kBulk, method);
  command.changes = true;
  command.etag = true;
  command.complete = AddEtag;
  command.view = JobView();
  return command;
}

Command RunJob() {
  Command command = Steer("bulk-change run", "RunBulkChange",
                          "Start the run of a job that is prepared, or go on with a stopped one",
                          "ttg bulk-change run 01890000-0000-7000-8000-000000000002");
  command.fields.push_back(Wait());
  command.run = [call = command](Environment& environment, const Arguments& arguments) {
    return PerformAndAwait(call, environment, arguments);
  };
  return command;
}

Command ShowJob() {
  Command command;
  command.words = "bulk-change show";
  command.help = "Show a job and how far it is";
  command.example = "ttg bulk-change show 01890000-0000-7000-8000-000000000002";
  command.fields = {Job()};
  command.service = "release";
  command.method = absl::StrCat(kBulk, "GetBulkChange");
  command.view = JobView();
  return command;
}

std::vector<Field> WithPages(std::vector<Field> fields) {
  fields.push_back({FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""});
  fields.push_back(
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""});
  return fields;
}

// A list of the release service.
Command List(const char* words, std::string method, const char* help, const char* example,
             std::vector<Field> fields, View view) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = WithPages(std::move(fields));
  command.service = "release";
  command.method = std::move(method);
  command.view = std::move(view);
  command.view.list = true;
  return command;
}

Command Jobs() {
  View view;
  view.field = "bulk_changes";
  view.columns = {{"job", "bulk_change_id", ""},
                  {"kind", "kind", "BULK_CHANGE_KIND_"},
                  {"state", "state", "BULK_CHANGE_STATE_"},
                  {"label", "label", ""},
                  {"rows", "rows", ""},
                  {"moving", "moving", ""},
                  {"refused", "refused", ""},
                  {"done", "done", ""}};
  return List("bulk-change list", absl::StrCat(kBulk, "ListBulkChanges"),
              "List the jobs over many people's dates, newest first", "ttg bulk-change list", {},
              std::move(view));
}

Command Rows() {
  View view;
  view.field = "rows";
  view.columns = {{"line", "line", ""},
                  {"number", "prison_number", ""},
                  {"date", "type", "DATE_TYPE_"},
                  {"day", "date", ""},
                  {"released before", "release_date_before", ""},
                  {"after", "release_date_after", ""},
                  {"state", "state", "BULK_CHANGE_ROW_STATE_"},
                  {"column", "column", ""},
                  {"what is wrong", "message", ""}};
  return List(
      "bulk-change rows", absl::StrCat(kBulk, "ListBulkChangeRows"),
      "Who moves by a job, from when to when, and what became of it",
      "ttg bulk-change rows 01890000-0000-7000-8000-000000000002 --moving",
      {Job(),
       {FieldKind::kFlag, "--moving", "moving_only", "only those whose day moves", false, ""},
       {FieldKind::kEnum, "--state", "state", "pending, applied, unchanged or refused", false,
        "BULK_CHANGE_ROW_STATE_"}},
      std::move(view));
}

Command DateChanges() {
  View view;
  view.field = "changes";
  view.columns = {{"changed at", "changed_at", ""},
                  {"by", "changed_by", ""},
                  {"date", "type", "DATE_TYPE_"},
                  {"was", "previous.date", ""},
                  {"override was", "previous.override_date", ""},
                  {"is", "current.date", ""},
                  {"override is", "current.override_date", ""},
                  {"regime", "current.regime", ""},
                  {"released before", "release_date_before", ""},
                  {"after", "release_date_after", ""},
                  {"why", "reason", ""}};
  Command command = List(
      "date-changes", absl::StrCat(kDates, "ListDateChanges"),
      "Who changed which date of a person, when and why, newest first",
      "ttg date-changes A4834PO --material",
      {{FieldKind::kFlag, "--material", "material_only", "only where the day moved", false, ""}},
      std::move(view));
  command.target = Target::kPerson;
  return command;
}

Command Urgent() {
  View view;
  view.field = "tasks";
  view.columns = {{"since", "since", ""},          {"warning", "warning", "RELEASE_DAY_WARNING_"},
                  {"person", "person_id", ""},     {"prison", "prison_id", ""},
                  {"unit", "delivery_unit", ""},   {"owner", "owner_id", ""},
                  {"release", "release_date", ""}, {"latest lawful day", "latest_lawful_day", ""}};
  return List("urgent", absl::StrCat(kDates, "ListUrgentTasks"),
              "Warnings of release days, the longest-standing first; only another date, a hold or "
              "the release ends one",
              "ttg urgent --prison BMI --warning held-past-due",
              {{FieldKind::kText, "--owner", "owner_id", "owner of the case", false, ""},
               {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
               {FieldKind::kText, "--unit", "delivery_unit", "delivery unit", false, ""},
               {FieldKind::kEnum, "--warning", "warning",
                "after-lawful-day, non-working-day, held-past-due or under-eighteen-decision",
                false, "RELEASE_DAY_WARNING_"}},
              std::move(view));
}

}  // namespace

std::vector<Command> DateCommands() {
  return {DateChanges(),
          Urgent(),
          Prepare(),
          ShowJob(),
          Rows(),
          RunJob(),
          Steer("bulk-change stop", "StopBulkChange",
                "Stop a run after the group in hand; what was done stays done",
                "ttg bulk-change stop 01890000-0000-7000-8000-000000000002"),
          Steer("bulk-change discard", "DiscardBulkChange", "Give up a job that has not run",
                "ttg bulk-change discard 01890000-0000-7000-8000-000000000002"),
          Jobs()};
}

}  // namespace ttg::cli

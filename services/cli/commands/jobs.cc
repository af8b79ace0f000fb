#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.employment.v1.EmploymentService.", name);
}

View JobView() {
  View view;
  view.field = "job";
  view.columns = {{"job", "job_id", ""},
                  {"person", "person_id", ""},
                  {"state", "state", "JOB_STATE_"},
                  {"vacancy", "vacancy_id", ""},
                  {"title", "details.title", ""},
                  {"employer", "details.employer_id", ""},
                  {"employer name", "details.employer_name", ""},
                  {"type", "details.employment_type", "EMPLOYMENT_TYPE_"},
                  {"start", "start_date", ""},
                  {"on temporary release", "on_temporary_release", ""},
                  {"at risk because", "risk_reason", ""},
                  {"ended on", "ended_on", ""},
                  {"ended because", "end_reason", "JOB_END_REASON_"},
                  {"etag", "etag", ""}};
  return view;
}

View StatusView() {
  View view;
  view.field = "status";
  view.columns = {{"status", "status_id", ""},
                  {"person", "person_id", ""},
                  {"check-in", "check_in", "CHECK_IN_KIND_"},
                  {"value", "value", "EMPLOYMENT_STATUS_VALUE_"},
                  {"on", "status_on", ""},
                  {"checked", "checked", ""},
                  {"etag", "etag", ""}};
  return view;
}

Command Make(const char* words, const char* method, const char* help, const char* example,
             std::vector<Field> fields, View view, bool changes) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "employment";
  command.method = Method(method);
  command.view = std::move(view);
  command.changes = changes;
  return command;
}

Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command = Make(words, method, help, example, std::move(fields), JobView(), true);
  command.target = Target::kJob;
  command.etag = true;
  return command;
}

// What is said of a job, and when it starts.
std::vector<Field> StartFields() {
  return {
      {FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
      {FieldKind::kDate, "DATE", "start_date", "first day of work", true, ""},
      {FieldKind::kText, "--vacancy", "vacancy_id", "vacancy it comes from", false, ""},
      {FieldKind::kEnum, "--type", "details.employment_type",
       "full-time, part-time, self-employment or zero-hours", false, "EMPLOYMENT_TYPE_"},
      {FieldKind::kText, "--employer", "details.employer_id", "employer", false, ""},
      {FieldKind::kText, "--employer-name", "details.employer_name", "where it is new", false, ""},
      {FieldKind::kText, "--title", "details.title", "what the job is called", false, ""},
      {FieldKind::kText, "--soc", "details.soc2020", "SOC 2020 code, four digits", false, ""},
      {FieldKind::kNumber, "--pence", "details.salary.pence", "pay, in pence", false, ""},
      {FieldKind::kEnum, "--per", "details.salary.period", "hour, day, week, month or year", false,
       "SALARY_PERIOD_"},
      {FieldKind::kFlag, "--temporary-release", "on_temporary_release",
       "works while on temporary release", false, ""}};
}

std::vector<Field> Paged(std::vector<Field> fields) {
  fields.push_back({FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""});
  fields.push_back(
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""});
  return fields;
}

View ListOf(const char* field, std::vector<Column> columns) {
  View view;
  view.field = field;
  view.list = true;
  view.columns = std::move(columns);
  return view;
}

Command Started() {
  Command command =
      Change("job started", "RecordJobStart", "Record that an agreed job has started",
             "ttg job started A4834PO 2026-12-07",
             {{FieldKind::kDate, "DATE", "start_date", "first day of work", true, ""}});
  command.etag_field = "job_etag";
  command.with_person = true;
  return command;
}

Command ShowJob() {
  Command command = Change("job show", "GetJob", "Show a job", "ttg job show A4834PO", {});
  command.changes = false;
  command.etag = false;
  return command;
}

std::vector<Command> Lists() {
  return {
      Make("job list", "ListJobs", "List jobs, newest start first", "ttg job list --state agreed",
           Paged({{FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
                  {FieldKind::kEnumList, "--state", "states",
                   "agreed, start-at-risk, started, ended or withdrawn", false, "JOB_STATE_"},
                  {FieldKind::kText, "--vacancy", "vacancy_id", "vacancy", false, ""}}),
           ListOf("jobs", {{"job", "job_id", ""},
                           {"person", "person_id", ""},
                           {"state", "state", "JOB_STATE_"},
                           {"start", "start_date", ""},
                           {"title", "details.title", ""},
                           {"employer", "details.employer_id", ""},
                           {"at risk because", "risk_reason", ""}}),
           false),
      Make("job vacancies", "ListVacancies", "List vacancies",
           "ttg job vacancies --sector RETAIL --open",
           Paged({{FieldKind::kText, "--sector", "sector", "sector", false, ""},
                  {FieldKind::kText, "--area", "local_authority", "GSS code", false, ""},
                  {FieldKind::kEnum, "--hours", "hours", "full-time, part-time …", false,
                   "EMPLOYMENT_TYPE_"},
                  {FieldKind::kText, "--employer", "employer_id", "employer", false, ""},
                  {FieldKind::kFlag, "--open", "open_only", "only open ones", false, ""}}),
           ListOf("vacancies", {{"vacancy", "vacancy_id", ""},
                                {"title", "title", ""},
                                {"employer", "employer_name", ""},
                                {"area", "local_authority", ""},
                                {"hours", "hours", "EMPLOYMENT_TYPE_"},
                                {"left", "positions_left", ""},
                                {"closes", "closing_date", ""},
                                {"excludes", "excluded_offences", ""}}),
           false),
      Make("job check-ins", "ListCheckInsDue", "List check-ins after release by their day",
           "ttg job check-ins --from 2027-01-01 --to 2027-01-31",
           Paged({{FieldKind::kDate, "--from", "from", "first day", true, ""},
                  {FieldKind::kDate, "--to", "to", "last day", true, ""},
                  {FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
                  {FieldKind::kFlag, "--open", "open_only", "only those not recorded", false, ""}}),
           ListOf("check_ins", {{"due", "due_on", ""},
                                {"person", "person_id", ""},
                                {"check-in", "kind", "CHECK_IN_KIND_"},
                                {"released", "released", ""},
                                {"status", "status.value", "EMPLOYMENT_STATUS_VALUE_"}}),
           false),
  };
}

}  // namespace

std::vector<Command> JobCommands() {
  std::vector<Command> commands = {
      Make("job agree", "AgreeJobStart", "Agree a start for a day to come",
           "ttg job agree A4834PO 2026-12-07 --vacancy VAC00001", StartFields(), JobView(), true),
      Make("job start", "RecordJobStart", "Record a job that has started",
           "ttg job start A4834PO 2026-12-07 --type full-time --employer EMP001 --title 'Retail "
           "assistant' --soc 7111",
           StartFields(), JobView(), true),
      Started(),
      Change("job withdraw", "WithdrawJobStart", "Take an agreed start back",
             "ttg job withdraw A4834PO", {}),
      Change("job end", "RecordJobEnd", "Record that a job has ended",
             "ttg job end A4834PO 2027-03-01 --reason resigned",
             {{FieldKind::kDate, "DATE", "ended_on", "last day", true, ""},
              {FieldKind::kEnum, "--reason", "reason",
               "resigned, contract-ended, dismissed, redundant, health, other-job, "
               "returned-to-custody or other",
               true, "JOB_END_REASON_"}}),
      Change("job sustained", "RecordSustainment", "Record that a job has lasted 6, 13 or 26 weeks",
             "ttg job sustained A4834PO --weeks 6 --evidence DOC-17",
             {{FieldKind::kNumber, "--weeks", "weeks", "6, 13 or 26", true, ""},
              {FieldKind::kText, "--evidence", "evidence_reference", "document", true, ""}}),
      Make("job status", "RecordEmploymentStatus", "Record the status at a check-in",
           "ttg job status A4834PO --check-in six-weeks --value employed --evidence DOC-18",
           {{FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
            {FieldKind::kEnum, "--check-in", "check_in", "six-weeks or six-months", true,
             "CHECK_IN_KIND_"},
            {FieldKind::kEnum, "--value", "value", "employed, not-employed, not-available, unknown",
             true, "EMPLOYMENT_STATUS_VALUE_"},
            {FieldKind::kText, "--evidence", "evidence_reference", "document", false, ""},
            {FieldKind::kText, "--etag", "status_etag", "of the record that is replaced", false,
             ""}},
           StatusView(), true),
      Make("job check", "CheckEmploymentStatus", "Check a status as a second person",
           "ttg job check STATUS-ID --etag 1",
           {{FieldKind::kText, "STATUS", "status_id", "id of the record", true, ""},
            {FieldKind::kText, "--etag", "etag", "of the record", true, ""}},
           StatusView(), true),
      ShowJob()};
  for (Command& command : Lists()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace ttg::cli

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/command.h"

// Who owns a case, how it is handed over, and how much each worker has to do.
namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.release.v1.OwnershipService.", name);
}

Error NothingOnOffer() {
  return NotFound("NOTHING_ON_OFFER", "no handover of this person's case is on offer");
}
Error WorkerNotFound() {
  return NotFound("WORKER_NOT_FOUND", "nobody is registered as a worker under that id");
}
Error NotAway() {
  return Precondition("NOT_AWAY", "this worker has no absence: give one with --absence");
}

Field EtagField() {
  return {FieldKind::kText,
          "--etag",
          "etag",
          "only if it is still as it was then; default: as it is now",
          false,
          ""};
}
Field ReasonField() {
  return {FieldKind::kText, "--reason", "reason", "why; no personal data", true, ""};
}
std::vector<Field> PageFields() {
  return {{FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
          {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
}
std::vector<Field> With(std::vector<Field> fields, std::vector<Field> more) {
  for (Field& field : more) fields.push_back(std::move(field));
  return fields;
}

std::vector<Column> HandoverColumns() {
  return {{"handover", "handover_id", ""},
          {"person", "person_id", ""},
          {"state", "state", "HANDOVER_STATE_"},
          {"from", "from_owner_id", ""},
          {"to", "to_owner_id", ""},
          {"to side", "to_side", "OWNER_SIDE_"},
          {"until", "expires_on", ""},
          {"release", "release_date", ""},
          {"to be assigned", "to_be_assigned", ""},
          {"reason", "reason", ""},
          {"etag", "etag", ""}};
}

std::vector<Column> WorkerColumns(const std::string& prefix) {
  return {{"worker", prefix + "worker_id", ""},
          {"name", prefix + "name", ""},
          {"side", prefix + "side", "OWNER_SIDE_"},
          {"prison", prefix + "prison_id", ""},
          {"unit", prefix + "delivery_unit", ""},
          {"telephone", prefix + "telephone", ""},
          {"minutes a week", prefix + "contracted_minutes", ""},
          {"not for cases", prefix + "reduced_minutes", ""},
          {"leaves", prefix + "leaves_on", ""},
          {"etag", prefix + "etag", ""}};
}

std::vector<Column> WorkloadColumns() {
  return {{"worker", "worker.worker_id", ""},
          {"name", "worker.name", ""},
          {"prison", "worker.prison_id", ""},
          {"unit", "worker.delivery_unit", ""},
          {"cases", "cases", ""},
          {"points", "points", ""},
          {"available", "available_points", ""},
          {"per cent", "percentage", ""},
          {"over", "over", ""},
          {"four weeks", "excessive", ""},
          {"away", "absent", ""}};
}

// Takes the place of the person: the handover of their case that is on offer.
Result<void> AimAtOffer(Environment& environment, const Arguments& arguments, Json& request) {
  const auto person = PersonIdOf(environment, ValueOf(arguments, "PERSON"));
  if (!person) return person.error().error;
  const auto answer =
      environment.caller.Call("release", Method("ListHandovers"),
                              {{"person_id", *person}, {"state", "HANDOVER_STATE_OFFERED"}});
  if (!answer) return answer.error().error;
  const Json offers = answer->value("handovers", Json::array());
  if (offers.empty()) return NothingOnOffer();
  request["handover_id"] = offers.front().value("handover_id", "");
  if (!request.contains("etag")) request["etag"] = offers.front().value("etag", "");
  return {};
}

Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "release";
  command.method = Method(method);
  command.changes = true;
  return command;
}

Command Answer(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command = Change(words, method, help, example,
                           With({{FieldKind::kText, "PERSON", "", "id or prison number", true, ""}},
                                With(std::move(fields), {EtagField()})));
  command.complete = AimAtOffer;
  command.view.field = "handover";
  command.view.columns = HandoverColumns();
  return command;
}

Command Offer() {
  Command command = Change(
      "handover offer", "OfferHandover", "Offer a case to a receiving owner",
      "ttg handover offer A4834PO worker-7 --done plan-shared,risk-information-shared,"
      "release-dates-explained,open-actions-agreed,person-told",
      {{FieldKind::kText, "OWNER", "to_owner_id", "the subject of their token", true, ""},
       {FieldKind::kEnumList, "--done", "checklist",
        "plan-shared, risk-information-shared, release-dates-explained, open-actions-agreed or "
        "person-told",
        true, "HANDOVER_ITEM_"},
       {FieldKind::kDate, "--until", "expires_on", "its last day; default: 10 working days", false,
        ""}});
  command.target = Target::kPerson;
  command.etag = true;
  command.view.field = "handover";
  command.view.columns = HandoverColumns();
  return command;
}

Command List(const char* words, const char* method, const char* help, const char* example,
             std::vector<Field> fields) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = With(std::move(fields), PageFields());
  command.service = "release";
  command.method = Method(method);
  command.view.list = true;
  return command;
}

Command ListHandovers() {
  Command command = List(
      "handover list", "ListHandovers", "List handovers, newest first",
      "ttg handover list --to-be-assigned",
      {{FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
       {FieldKind::kText, "--from", "from_owner_id", "who offered", false, ""},
       {FieldKind::kText, "--to", "to_owner_id", "whom it was offered to", false, ""},
       {FieldKind::kEnum, "--state", "state",
        "offered, accepted, declined, withdrawn, expired or assigned", false, "HANDOVER_STATE_"},
       {FieldKind::kFlag, "--to-be-assigned", "to_be_assigned",
        "only those that the receiving lead has to assign", false, ""}});
  command.view.field = "handovers";
  command.view.columns = HandoverColumns();
  return command;
}

Command ListDue() {
  Command command =
      List("handover due", "ListHandoversDue", "List whose handover falls due, soonest first",
           "ttg handover due --by 2026-12-04 --prison BMI",
           {{FieldKind::kDate, "--by", "due_by", "up to that day; default: today", false, ""},
            {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
            {FieldKind::kText, "--owner", "owner_id", "owner of the case", false, ""}});
  command.view.field = "due";
  command.view.columns = {{"due", "due_on", ""},          {"why", "rule", "HANDOVER_DUE_RULE_"},
                          {"overdue", "overdue", ""},     {"release", "release_date", ""},
                          {"person", "person_id", ""},    {"owner", "owner_id", ""},
                          {"prison", "prison_id", ""},    {"unit", "delivery_unit", ""},
                          {"on offer", "handover_id", ""}};
  return command;
}

std::vector<Field> WorkerFields() {
  return {
      {FieldKind::kText, "--name", "worker.name", "their name", false, ""},
      {FieldKind::kEnum, "--side", "worker.side", "prison or community", false, "OWNER_SIDE_"},
      {FieldKind::kText, "--prison", "worker.prison_id", "where a prison worker works", false, ""},
      {FieldKind::kText, "--unit", "worker.delivery_unit", "where a community worker works", false,
       ""},
      {FieldKind::kText, "--telephone", "worker.telephone", "for calls about a case", false, ""},
      {FieldKind::kNumber, "--minutes", "worker.contracted_minutes", "a week's, by contract", false,
       ""},
      {FieldKind::kNumber, "--reduced", "worker.reduced_minutes",
       "of these, not for cases: training, other duties", false, ""},
      {FieldKind::kDate, "--leaves", "worker.leaves_on", "their last day of work", false, ""}};
}

Command RegisterWorker() {
  Command command = Change(
      "worker register", "RegisterWorker", "Add somebody who may own cases",
      "ttg worker register worker-7 --name 'Alex Example' --side prison --prison BMI --minutes "
      "2220",
      With({{FieldKind::kText, "WORKER", "worker.worker_id", "the subject of their token", true,
             ""}},
           WorkerFields()));
  command.view.field = "worker";
  command.view.columns = WorkerColumns("");
  return command;
}

// The worker as they are now.
Result<Json> ReadWorker(Environment& environment, const std::string& worker) {
  const auto answer =
      environment.caller.Call("release", Method("ListWorkloads"), {{"worker_id", worker}});
  if (!answer) return answer.error().error;
  const Json found = answer->value("workloads", Json::array());
  if (found.empty()) return WorkerNotFound();
  return found.front().value("worker", Json::object());
}

Result<void> AimAtWorker(Environment& environment, const Arguments& arguments, Json& request) {
  if (request.contains("etag")) return {};
  TTG_TRY(const Json worker, ReadWorker(environment, ValueOf(arguments, "WORKER")));
  request["etag"] = worker.value("etag", "");
  return {};
}

Result<void> CompleteUpdate(Environment& environment, const Arguments& arguments, Json& request) {
  constexpr std::string_view kInWorker = "worker.";
  request["update_mask"] = Json::array();
  for (const Field& field : WorkerFields()) {
    const auto given = arguments.find(field.name);
    if (given == arguments.end() || given->second.empty()) continue;
    request["update_mask"].push_back(field.path.substr(kInWorker.size()));
  }
  return AimAtWorker(environment, arguments, request);
}

// Without --absence, the last one that begins.
Result<void> CompleteBack(Environment& environment, const Arguments& arguments, Json& request) {
  if (request.contains("absence_id") && request.contains("etag")) return {};
  TTG_TRY(const Json worker, ReadWorker(environment, ValueOf(arguments, "WORKER")));
  if (!request.contains("etag")) request["etag"] = worker.value("etag", "");
  if (request.contains("absence_id")) return {};
  const Json absences = worker.value("absences", Json::array());
  if (absences.empty()) return NotAway();
  request["absence_id"] = absences.back().value("absence_id", "");
  return {};
}

Command ChangeWorker(const char* words, const char* method, const char* help, const char* example,
                     std::vector<Field> fields) {
  Command command = Change(
      words, method, help, example,
      With({{FieldKind::kText, "WORKER", "worker_id", "the subject of their token", true, ""}},
           With(std::move(fields), {EtagField()})));
  command.complete = AimAtWorker;
  command.view.field = "worker";
  command.view.columns = WorkerColumns("");
  return command;
}

Command UpdateWorker() {
  Command command =
      ChangeWorker("worker update", "UpdateWorker", "Change hours, place, telephone or leaving day",
                   "ttg worker update worker-7 --minutes 1110", WorkerFields());
  command.complete = CompleteUpdate;
  return command;
}

Command Back() {
  Command command = ChangeWorker(
      "worker back", "EndAbsence", "Record when a worker is back, or that they were not away",
      "ttg worker back worker-7 --until 2026-12-04",
      {{FieldKind::kText, "--absence", "absence_id", "which; default: the last", false, ""},
       {FieldKind::kDate, "--until", "until", "the last day away; without it, there was none",
        false, ""}});
  command.complete = CompleteBack;
  return command;
}

std::vector<Field> PlaceFields() {
  return {{FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
          {FieldKind::kText, "--unit", "delivery_unit", "delivery unit", false, ""},
          {FieldKind::kText, "--worker", "worker_id", "one worker", false, ""}};
}

Command ListWorkers() {
  Command command = List("worker list", "ListWorkloads", "List the workers of a place",
                         "ttg worker list --prison BMI", PlaceFields());
  command.view.field = "workloads";
  command.view.columns = WorkerColumns("worker.");
  return command;
}

Command Workloads() {
  Command command =
      List("workload", "ListWorkloads", "List workers with cases and points, the fullest first",
           "ttg workload --unit N52BIRM",
           With(PlaceFields(), {{FieldKind::kFlag, "--excessive", "excessive_only",
                                 "only who is over 110 per cent for four weeks", false, ""}}));
  command.view.field = "workloads";
  command.view.columns = WorkloadColumns();
  return command;
}

void ShowPreview(Output& output, const Json& answer) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> titles;
  const auto columns = WorkloadColumns();
  titles.reserve(columns.size());
  for (const Column& column : columns) titles.push_back(column.title);
  for (const Json& workload : answer.value("workloads", Json::array())) {
    std::vector<std::string>& row = rows.emplace_back();
    row.reserve(columns.size());
    for (const Column& column : columns) row.push_back(CellAt(workload, column.path));
  }
  output.Line("");
  output.Line("Then they would have:");
  output.Table(titles, rows);
  output.Line("");
  output.Line(absl::StrCat("ttg reallocate run ", answer.value("preview_token", "")));
}

Command PreviewReallocation() {
  Command command;
  command.words = "reallocate preview";
  command.help = "Say who would take over the cases of a worker; nothing is written";
  command.example = "ttg reallocate preview worker-7 --to worker-8,worker-9";
  command.fields = {
      {FieldKind::kText, "FROM", "from_owner_id", "whose cases", true, ""},
      {FieldKind::kList, "--to", "to_owner_ids", "who may take some; may be repeated", true, ""},
      {FieldKind::kNumber, "--cases", "cases", "only so many, the furthest from release first",
       false, ""}};
  command.service = "release";
  command.method = Method("PreviewReallocation");
  command.view.field = "reallocations";
  command.view.list = true;
  command.view.columns = {{"person", "person_id", ""},
                          {"from", "from_owner_id", ""},
                          {"to", "to_owner_id", ""},
                          {"points", "points", ""}};
  command.view.footer = ShowPreview;
  return command;
}

Command RunReallocation() {
  Command command = Change(
      "reallocate run", "RunReallocation", "Move the cases as previewed, all or none",
      "ttg reallocate run TOKEN --why leaver --reason 'left the service'",
      {{FieldKind::kText, "TOKEN", "preview_token", "that the preview printed", true, ""},
       {FieldKind::kEnum, "--why", "why", "leaver, absence or workload", true, "TRANSFER_REASON_"},
       ReasonField()});
  command.view.columns = {{"moved", "moved", ""}};
  return command;
}

Command ClosePrison() {
  Command command = Change(
      "close-prison", "ClosePrison", "Move everybody in a prison that closes to another at once",
      "ttg close-prison BMI OWI --reason 'the prison closes' --dry-run",
      {{FieldKind::kText, "PRISON", "prison_id", "prison code", true, ""},
       {FieldKind::kText, "TO_PRISON", "to_prison_id", "prison code", true, ""},
       ReasonField(),
       {FieldKind::kFlag, "--dry-run", "dry_run", "say who would move and write nothing", false,
        ""}});
  command.view.columns = {{"moved", "moved", ""}, {"people", "person_ids", ""}};
  return command;
}

}  // namespace

std::vector<Command> OwnershipCommands() {
  return {
      Offer(),
      Answer("handover accept", "AcceptHandover", "Take a case over that is offered to you",
             "ttg handover accept A4834PO", {}),
      Answer("handover decline", "DeclineHandover", "Refuse a case that is offered to you",
             "ttg handover decline A4834PO --reason 'no capacity'", {ReasonField()}),
      Answer("handover withdraw", "WithdrawHandover", "Take an offer back",
             "ttg handover withdraw A4834PO --reason 'release day has moved'", {ReasonField()}),
      Answer("handover assign", "AssignHandover",
             "Give a case that was not taken up to a worker of the receiving side (a lead)",
             "ttg handover assign A4834PO worker-9 --reason 'not taken up'",
             {{FieldKind::kText, "OWNER", "to_owner_id", "the subject of their token", true, ""},
              ReasonField()}),
      ListHandovers(),
      ListDue(),
      RegisterWorker(),
      UpdateWorker(),
      ChangeWorker("worker absence", "RecordAbsence", "Record that a worker is away",
                   "ttg worker absence worker-7 --from 2026-12-04",
                   {{FieldKind::kDate, "--from", "from", "the first day away", true, ""},
                    {FieldKind::kDate, "--until", "until", "the last, if it is known", false, ""}}),
      Back(),
      ListWorkers(),
      Workloads(),
      PreviewReallocation(),
      RunReallocation(),
      ClosePrison()};
}

}  // namespace ttg::cli

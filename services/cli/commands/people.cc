#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "kernel/id.h"

namespace ttg::cli {
namespace {

constexpr const char* kService = "ttg.release.v1.ReleaseService.";

std::string Method(const char* name) { return absl::StrCat(kService, name); }

void ShowDates(Output& output, const Json& answer) {
  const Json person = answer.value("person", Json::object());
  std::vector<std::vector<std::string>> rows;
  for (const Json& date : person.value("dates", Json::array())) {
    rows.push_back({CellAt(date, "type", "DATE_TYPE_"), CellAt(date, "date"),
                    CellAt(date, "override_date"), CellAt(date, "source")});
  }
  if (rows.empty()) return;
  output.Line("");
  output.Table({"date", "calculated", "override", "source"}, rows);
}

View PersonView() {
  View view;
  view.field = "person";
  view.columns = {{"person", "person_id", ""},
                  {"prison number", "prison_number", ""},
                  {"CRN", "crn", ""},
                  {"PNC", "pnc", ""},
                  {"family name", "name.family_name", ""},
                  {"given names", "name.given_names", ""},
                  {"date of birth", "date_of_birth", ""},
                  {"prison", "prison_id", ""},
                  {"delivery unit", "delivery_unit", ""},
                  {"owner", "owner_id", ""},
                  {"state", "state", "PERSON_STATE_"},
                  {"release day", "release_day.release_date", ""},
                  {"why that day", "release_day.reason", "RELEASE_DAY_REASON_"},
                  {"due", "release_day.due_date", ""},
                  {"due by", "release_day.due_type", "DATE_TYPE_"},
                  {"latest lawful day", "release_day.latest_lawful_day", ""},
                  {"warnings", "release_day.warnings", "RELEASE_DAY_WARNING_"},
                  {"released on", "released_on", ""},
                  {"etag", "etag", ""}};
  view.footer = ShowDates;
  return view;
}

// A change of one person.
Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "release";
  command.method = Method(method);
  command.target = Target::kPerson;
  command.changes = true;
  command.etag = true;
  command.view = PersonView();
  return command;
}

Field Reason(const char* help, bool required = true) {
  return {FieldKind::kText, "--reason", "reason", help, required, ""};
}

Error DateEntryMalformed() {
  return InvalidField("--set", "DATE_ENTRY_MALFORMED",
                      "a date is given as TYPE=YYYY-MM-DD, for example CRD=2027-03-24");
}

// Puts TYPE=DATE into the entry of that type.
Result<void> AddDates(const Arguments& arguments, const char* option, const char* field,
                      std::map<std::string, Json>& entries) {
  const auto given = arguments.find(option);
  if (given == arguments.end()) return {};
  for (const std::string& text : given->second) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return DateEntryMalformed();
    const std::string type =
        absl::StrCat("DATE_TYPE_", absl::AsciiStrToUpper(text.substr(0, equals)));
    TTG_TRY(auto date, DateJson(text.substr(equals + 1)));
    entries[type][field] = std::move(date);
  }
  return {};
}

Result<void> CompleteDates(Environment&, const Arguments& arguments, Json& request) {
  std::map<std::string, Json> entries;
  TTG_RETURN_IF_ERROR(AddDates(arguments, "--set", "date", entries));
  TTG_RETURN_IF_ERROR(AddDates(arguments, "--override", "override_date", entries));
  if (const auto given = arguments.find("--remove"); given != arguments.end()) {
    for (const std::string& type : given->second) {
      entries[absl::StrCat("DATE_TYPE_", absl::AsciiStrToUpper(type))] = Json::object();
    }
  }
  request["dates"] = Json::array();
  for (auto& [type, entry] : entries) {
    entry["type"] = type;
    request["dates"].push_back(entry);
  }
  return {};
}

Result<void> CompletePerson(Environment&, const Arguments& arguments, Json& request) {
  const std::string given = ValueOf(arguments, "PERSON");
  if (IsUuid(given)) {
    request["person_id"] = given;
  } else {
    request["prison_number"] = absl::AsciiStrToUpper(given);
  }
  return {};
}

Command Person() {
  Command command;
  command.words = "person";
  command.help = "Show a person: identifiers, release day and why, dates of the sentence";
  command.example = "ttg person A4834PO";
  command.fields = {{FieldKind::kText, "PERSON", "", "id or prison number", true, ""}};
  command.service = "release";
  command.method = Method("GetPerson");
  command.complete = CompletePerson;
  command.view = PersonView();
  return command;
}

// An instant is typed as protobuf's JSON writes it.
Result<void> CompleteReleases(Environment&, const Arguments& arguments, Json& request) {
  const std::string since = ValueOf(arguments, "--changed-since");
  if (!since.empty()) request["changed_since"] = since;
  return {};
}

Error OutMissing() {
  return InvalidField("--out", "FIELD_REQUIRED", "--export needs --out FILE, and the reverse");
}

Error NotWritten() { return Invalid("FILE_NOT_WRITTEN", "the file cannot be written"); }

// Writes beside the file and renames at the end, so that half a list is never taken for one. Only
// its owner may read it: it names people.
int Export(const Command& list, Environment& environment, const Arguments& arguments) {
  const std::string format = ValueOf(arguments, "--export");
  const std::string path = ValueOf(arguments, "--out");
  if (format.empty() || path.empty()) return environment.output.Fail(OutMissing());
  auto query = MakeRequest(list, environment, arguments);
  if (!query) return environment.output.Fail(query.error());
  const Json request = {{"query", *std::move(query)},
                        {"format", absl::StrCat("EXPORT_FORMAT_", absl::AsciiStrToUpper(format))}};
  const std::string part = absl::StrCat(path, ".part");
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  std::error_code fault;
  std::filesystem::permissions(
      part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, fault);
  if (!out || fault) return environment.output.Fail(NotWritten());
  const auto fetched = environment.caller.Download(
      "release", Method("ExportReleases"), request, [&](const std::string& chunk) {
        out.write(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        return out.good();
      });
  out.close();
  if (fetched && out) std::filesystem::rename(part, path, fault);
  if (fetched && out && !fault) return kExitOk;
  std::filesystem::remove(part, fault);
  return fetched ? environment.output.Fail(NotWritten()) : environment.output.Fail(fetched.error());
}

Command Releases() {
  Command command;
  command.words = "releases";
  command.help = "List people by the day of their release, or write the list to a file";
  command.example =
      "ttg releases --from 2026-11-23 --to 2026-12-04 --prison BMI --export xlsx --out list.xlsx";
  command.fields = {
      {FieldKind::kDate, "--from", "from", "first day", false, ""},
      {FieldKind::kDate, "--to", "to", "last day", false, ""},
      {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
      {FieldKind::kText, "--unit", "delivery_unit", "delivery unit", false, ""},
      {FieldKind::kText, "--owner", "owner_id", "owner of the case", false, ""},
      {FieldKind::kFlag, "--without-owner", "without_owner", "only whom nobody owns", false, ""},
      {FieldKind::kFlag, "--without-area", "without_delivery_unit",
       "only those without a delivery unit", false, ""},
      {FieldKind::kText, "--text", "text", "start of a number or name, alias or not", false, ""},
      {FieldKind::kEnum, "--state", "state", "in-prison or released", false, "PERSON_STATE_"},
      {FieldKind::kEnum, "--order", "order_by", "release-date, name or prison-number", false,
       "RELEASE_ORDER_"},
      {FieldKind::kEnum, "--pathway", "pathway",
       "accommodation, attitudes-thinking-behaviour, children-families-community, drugs-alcohol, "
       "education-skills-work, finance-id or health",
       false, "PATHWAY_"},
      {FieldKind::kEnum, "--status", "pathway_status",
       "not-started, in-progress, support-required, support-not-required, support-declined or done",
       false, "PATHWAY_STATUS_"},
      {FieldKind::kFlag, "--overdue", "overdue", "only with a step that is overdue", false, ""},
      {FieldKind::kEnum, "--warning", "warning",
       "after-lawful-day, non-working-day, held-past-due or under-eighteen-decision", false,
       "RELEASE_DAY_WARNING_"},
      {FieldKind::kFlag, "--friday", "friday_or_pre_holiday",
       "only due on a Friday or the day before a bank holiday", false, ""},
      {FieldKind::kFlag, "--no-fixed-abode", "no_fixed_abode",
       "only those at risk of no fixed abode", false, ""},
      {FieldKind::kText, "--changed-since", "",
       "only those who changed at or after 2026-11-23T09:00:00Z", false, ""},
      {FieldKind::kText, "--export", "", "csv or xlsx: write the whole list to --out", false, ""},
      {FieldKind::kText, "--out", "", "file to write", false, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "release";
  command.method = Method("ListReleases");
  command.view.field = "releases";
  command.view.list = true;
  command.view.columns = {{"release", "release_date", ""},
                          {"why", "reason", "RELEASE_DAY_REASON_"},
                          {"due by", "due_type", "DATE_TYPE_"},
                          {"number", "prison_number", ""},
                          {"family name", "name.family_name", ""},
                          {"given names", "name.given_names", ""},
                          {"prison", "prison_id", ""},
                          {"unit", "delivery_unit", ""},
                          {"owner", "owner_id", ""},
                          {"next due", "next_due_date", ""},
                          {"warnings", "warnings", "RELEASE_DAY_WARNING_"}};
  command.complete = CompleteReleases;
  command.run = [list = command](Environment& environment, const Arguments& arguments) {
    const bool exports = IsGiven(arguments, "--export") || IsGiven(arguments, "--out");
    return exports ? Export(list, environment, arguments)
                   : RunCommand(list, environment, arguments);
  };
  return command;
}

Command Dates() {
  Command command = Change(
      "release dates", "SetReleaseDates", "Enter, override or remove dates of the sentence",
      "ttg release dates A4834PO --set CRD=2027-03-24 --reason 'recalculated by the prison'",
      {{FieldKind::kList, "--set", "", "TYPE=DATE, as calculated; may be repeated", false, ""},
       {FieldKind::kList, "--override", "", "TYPE=DATE that replaces the calculated one", false,
        ""},
       {FieldKind::kList, "--remove", "", "TYPE whose dates are removed", false, ""},
       Reason("why; no personal data")});
  command.complete = CompleteDates;
  return command;
}

}  // namespace

std::vector<Command> PersonCommands() { return {Releases(), Person()}; }

std::vector<Command> ReleaseCommands() {
  return {
      Dates(),
      Change(
          "release confirm", "ConfirmReleaseDate", "Confirm the release date",
          "ttg release confirm A4834PO 2026-12-04",
          {{FieldKind::kDate, "DATE", "release_date", "the day", true, ""}, Reason("why", false)}),
      Change("release unconfirm", "ClearConfirmedDate", "Take the confirmed date back",
             "ttg release unconfirm A4834PO --reason 'confirmed by mistake'",
             {Reason("why; no personal data")}),
      Change("release extra-day request", "RequestExtraDay",
             "Ask for release one eligible working day earlier",
             "ttg release extra-day request A4834PO --reason 'no transport on the day'",
             {Reason("why; no personal data")}),
      Change("release extra-day approve", "ApproveExtraDay",
             "Approve the extra day that was asked for (a governor)",
             "ttg release extra-day approve A4834PO", {}),
      Change("release revert", "RevertToLawfulDay",
             "Release on the latest lawful day in spite of the Friday rule",
             "ttg release revert A4834PO --reason 'asked by the person'",
             {Reason("why; no personal data")}),
      Change("release hold", "RecordHold", "Record why somebody is held past the release day",
             "ttg release hold A4834PO --kind remand --authority 'Crown Court' --on 2026-11-23",
             {{FieldKind::kEnum, "--kind", "kind",
               "remand, new-sentence, immigration, extradition or hospital", true, "HOLD_KIND_"},
              {FieldKind::kText, "--authority", "authority", "whose order it is", true, ""},
              {FieldKind::kDate, "--on", "held_on", "the day", true, ""}}),
      Change("release lift-hold", "LiftHold", "End a hold",
             "ttg release lift-hold A4834PO --kind remand --reason 'order ended'",
             {{FieldKind::kEnum, "--kind", "kind",
               "remand, new-sentence, immigration, extradition or hospital", true, "HOLD_KIND_"},
              Reason("why; no personal data")}),
      Change("release record", "RecordRelease", "Record that the person has left prison",
             "ttg release record A4834PO 2026-11-23",
             {{FieldKind::kDate, "DATE", "released_on", "the day", true, ""}}),
      Change("release reverse", "ReverseRelease",
             "Take back a release that was recorded by mistake",
             "ttg release reverse A4834PO --reason 'wrong person'",
             {Reason("required later than 45 minutes after", false)}),
      Change(
          "release owner", "AssignOwner", "Give the case to a worker",
          "ttg release owner A4834PO worker-7",
          {{FieldKind::kText, "OWNER", "owner_id", "the subject of the worker's token", true, ""}}),
      Change("release transfer", "TransferPrison", "Record a move to another prison",
             "ttg release transfer A4834PO HEI",
             {{FieldKind::kText, "PRISON", "prison_id", "prison code", true, ""}}),
      Change("release area", "ChangeDeliveryUnit", "Change the supervising delivery unit",
             "ttg release area A4834PO N52BIRM",
             {{FieldKind::kText, "UNIT", "delivery_unit", "delivery unit", true, ""}}),
  };
}

}  // namespace ttg::cli

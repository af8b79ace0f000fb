#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"

// Consent, aliases, suspected duplicates and decisions on risk.
namespace ttg::cli {
namespace {

constexpr const char* kPurposes =
    "local-authority, housing-provider, employer, mentor-programme, contact-details or "
    "contact-after-supervision";
constexpr const char* kPurposePrefix = "CONSENT_PURPOSE_";

std::string ConsentMethod(const char* name) {
  return absl::StrCat("ttg.release.v1.ConsentService.", name);
}
std::string ReleaseMethod(const char* name) {
  return absl::StrCat("ttg.release.v1.ReleaseService.", name);
}

Error AnswerUnknown(const char* field, const char* choices) {
  return InvalidField(field, "ANSWER_UNKNOWN", absl::StrCat("say ", choices));
}
Error SuspicionNotFound() {
  return NotFound("DUPLICATE_NOT_FOUND",
                  "no such suspected duplicate is open: see duplicates list");
}

Field PersonField() {
  return {FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""};
}
Field PurposeField() {
  return {FieldKind::kEnum, "PURPOSE", "purpose", kPurposes, true, kPurposePrefix};
}
Field EtagField() {
  return {FieldKind::kText,
          "--etag",
          "etag",
          "only if it is still as it was then; default: as it is now",
          false,
          ""};
}
Field ReasonField(const char* help) {
  return {FieldKind::kText, "--reason", "reason", help, true, ""};
}

// The etag of the consent as it is now: "0" where nobody has asked.
Result<void> FindConsentEtag(Environment& environment, Json& request) {
  if (request.contains("etag")) return {};
  const auto answer = environment.caller.Call("release", ConsentMethod("ListConsents"),
                                              {{"person_id", request.value("person_id", "")}});
  if (!answer) return answer.error().error;
  request["etag"] = "0";
  for (const Json& consent : answer->value("consents", Json::array())) {
    if (consent.value("purpose", "") == request.value("purpose", "")) {
      request["etag"] = consent.value("etag", "0");
    }
  }
  return {};
}

Result<void> CompleteConsent(Environment& environment, const Arguments&, Json& request) {
  return FindConsentEtag(environment, request);
}

Result<void> CompleteAnswer(Environment& environment, const Arguments& arguments, Json& request) {
  const std::string answer = absl::AsciiStrToLower(ValueOf(arguments, "ANSWER"));
  if (answer != "given" && answer != "refused") return AnswerUnknown("ANSWER", "given or refused");
  request["given"] = answer == "given";
  return FindConsentEtag(environment, request);
}

Result<void> CompleteLegalBasis(Environment& environment, const Arguments& arguments,
                                Json& request) {
  std::string code = absl::AsciiStrToUpper(ValueOf(arguments, "--code"));
  std::ranges::replace(code, '-', '_');
  if (code.empty() == !IsGiven(arguments, "--end")) {
    return InvalidField("--code", "CODE_OR_END", "give --code to go ahead, or --end to end it");
  }
  request["code"] = code;
  return FindConsentEtag(environment, request);
}

View ConsentView() {
  View view;
  view.field = "consent";
  view.columns = {{"person", "person_id", ""},
                  {"purpose", "purpose", kPurposePrefix},
                  {"state", "state", "CONSENT_STATE_"},
                  {"said on", "decided_on", ""},
                  {"scope", "scope", ""},
                  {"recorded by", "recorded_by", ""},
                  {"legal basis", "legal_basis.code", ""},
                  {"because", "legal_basis.reason", ""},
                  {"decided by", "legal_basis.decided_by", ""},
                  {"etag", "etag", ""}};
  return view;
}

void ShowHistory(Output& output, const Json& answer) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& line : answer.value("history", Json::array())) {
    const std::string basis = CellAt(line, "legal_basis_code");
    const bool ended = line.value("legal_basis_ended", false);
    rows.push_back({CellAt(line, "recorded_at"), CellAt(line, "purpose", kPurposePrefix),
                    CellAt(line, "state", "CONSENT_STATE_"), CellAt(line, "decided_on"),
                    ended ? absl::StrCat(basis, " ended") : basis, CellAt(line, "recorded_by")});
  }
  if (rows.empty()) return;
  output.Line("");
  output.Table({"recorded", "purpose", "state", "said on", "legal basis", "by"}, rows);
}

Command Make(const char* words, std::string method, const char* help, const char* example,
             std::vector<Field> fields, View view) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "release";
  command.method = std::move(method);
  command.view = std::move(view);
  return command;
}

Command ChangeConsent(const char* words, const char* method, const char* help, const char* example,
                      std::vector<Field> fields) {
  fields.insert(fields.begin(), {PersonField(), PurposeField()});
  fields.push_back(EtagField());
  Command command =
      Make(words, ConsentMethod(method), help, example, std::move(fields), ConsentView());
  command.changes = true;
  command.complete = CompleteConsent;
  return command;
}

Command ListConsents() {
  View view;
  view.field = "consents";
  view.list = true;
  view.columns = {{"purpose", "purpose", kPurposePrefix},  {"state", "state", "CONSENT_STATE_"},
                  {"said on", "decided_on", ""},           {"scope", "scope", ""},
                  {"legal basis", "legal_basis.code", ""}, {"because", "legal_basis.reason", ""},
                  {"recorded by", "recorded_by", ""},      {"etag", "etag", ""}};
  view.footer = ShowHistory;
  return Make("consent list", ConsentMethod("ListConsents"),
              "Show what a person has agreed may be passed on, and the history of it",
              "ttg consent list A4834PO", {PersonField()}, std::move(view));
}

Command RecordConsent() {
  Command command = ChangeConsent(
      "consent record", "RecordConsent", "Record that a person has given or refused consent",
      "ttg consent record A4834PO employer given --on 2026-11-23 --scope 'catering only'",
      {{FieldKind::kText, "ANSWER", "", "given or refused", true, ""},
       {FieldKind::kDate, "--on", "decided_on", "when the person said so", true, ""},
       {FieldKind::kText, "--scope", "scope", "what it is limited to", false, ""}});
  command.complete = CompleteAnswer;
  return command;
}

Command LegalBasis() {
  Command command = ChangeConsent(
      "consent legal-basis", "RecordLegalBasis",
      "Record a decision to go ahead without consent, or end it",
      "ttg consent legal-basis A4834PO housing-provider --code public-protection --reason "
      "'named risk to a neighbour'",
      {{FieldKind::kText, "--code", "",
        "public-protection, safeguarding, court-order or legal-obligation", false, ""},
       {FieldKind::kFlag, "--end", "", "it ends", false, ""},
       ReasonField("why")});
  command.complete = CompleteLegalBasis;
  return command;
}

void ShowAliases(Output& output, const Json& answer) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& alias : answer.value("person", Json::object()).value("aliases", Json::array())) {
    rows.push_back({CellAt(alias, "alias_id"), CellAt(alias, "name.family_name"),
                    CellAt(alias, "name.given_names"), CellAt(alias, "date_of_birth"),
                    CellAt(alias, "identifier")});
  }
  if (rows.empty()) return;
  output.Line("");
  output.Table({"alias", "family name", "given names", "date of birth", "number"}, rows);
}

View AliasView() {
  View view;
  view.field = "person";
  view.columns = {{"person", "person_id", ""},
                  {"prison number", "prison_number", ""},
                  {"family name", "name.family_name", ""},
                  {"given names", "name.given_names", ""},
                  {"etag", "etag", ""}};
  view.footer = ShowAliases;
  return view;
}

// A change of one person.
Command ChangePerson(const char* words, const char* method, const char* help, const char* example,
                     std::vector<Field> fields) {
  Command command =
      Make(words, ReleaseMethod(method), help, example, std::move(fields), AliasView());
  command.target = Target::kPerson;
  command.changes = true;
  command.etag = true;
  return command;
}

Result<void> CompleteQuestion(Environment&, const Arguments& arguments, Json& request) {
  std::string question = absl::AsciiStrToLower(ValueOf(arguments, "QUESTION"));
  std::ranges::replace(question, '-', '_');
  request["question"] = question;
  return {};
}

Command DecideRisk() {
  Command command = ChangePerson(
      "risk decide", "DecideRiskAnswer",
      "Decide a question about risk by name; the only way from yes to no",
      "ttg risk decide A4834PO arson-risk no --reason 'assessed anew by the psychologist'",
      {{FieldKind::kText, "QUESTION", "",
        "arson-risk, sexual-risk-to-adults or sexual-risk-to-children", true, ""},
       {FieldKind::kEnum, "ANSWER", "answer", "yes or no", true, "ANSWER_"},
       ReasonField("why")});
  command.complete = CompleteQuestion;
  return command;
}

std::vector<std::string> PairCells(const Json& pair) {
  std::vector<std::string> cells = {CellAt(pair, "suspected_duplicate_id"), CellAt(pair, "ground")};
  for (const Json& person : pair.value("people", Json::array())) {
    const std::string name =
        absl::StrCat(CellAt(person, "given_names"), " ", CellAt(person, "family_name"));
    cells.push_back(CellAt(person, "prison_number"));
    cells.push_back(name == " " ? "(out of reach)" : name);
    cells.push_back(CellAt(person, "prison_id"));
  }
  cells.resize(8);
  cells.push_back(CellAt(pair, "etag"));
  return cells;
}

Command ListDuplicates() {
  View view;
  view.field = "duplicates";
  view.list = true;
  view.columns = {{"suspicion", "", ""}, {"why", "", ""},    {"number", "", ""},
                  {"name", "", ""},      {"prison", "", ""}, {"number", "", ""},
                  {"name", "", ""},      {"prison", "", ""}, {"etag", "", ""}};
  view.cells = PairCells;
  return Make("duplicates list", ReleaseMethod("ListSuspectedDuplicates"),
              "List people under two numbers who may be one", "ttg duplicates list",
              {{FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
               {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}},
              std::move(view));
}

// There is no method that shows one: it is looked for in the list.
Result<void> CompleteDismissal(Environment& environment, const Arguments&, Json& request) {
  if (request.contains("etag")) return {};
  const std::string id = request.value("suspected_duplicate_id", "");
  Json query = {{"page_size", 500}};
  do {
    const auto page =
        environment.caller.Call("release", ReleaseMethod("ListSuspectedDuplicates"), query);
    if (!page) return page.error().error;
    for (const Json& pair : page->value("duplicates", Json::array())) {
      if (pair.value("suspected_duplicate_id", "") != id) continue;
      request["etag"] = pair.value("etag", "");
      return {};
    }
    query["page_token"] = page->value("next_page_token", "");
  } while (query["page_token"] != "");
  return SuspicionNotFound();
}

Command DismissDuplicate() {
  View view;
  view.field = "duplicate";
  view.columns = {
      {"suspicion", "suspected_duplicate_id", ""}, {"why", "ground", ""}, {"etag", "etag", ""}};
  Command command =
      Make("duplicates dismiss", ReleaseMethod("DismissSuspectedDuplicate"),
           "Say that two people are two people, for good",
           "ttg duplicates dismiss 01900000-0000-7000-8000-000000000001 --etag 1 --reason 'twins'",
           {{FieldKind::kText, "SUSPICION", "suspected_duplicate_id", "its id", true, ""},
            ReasonField("why; no personal data"),
            EtagField()},
           std::move(view));
  command.changes = true;
  command.complete = CompleteDismissal;
  return command;
}

}  // namespace

std::vector<Command> ConsentCommands() {
  return {ListConsents(), RecordConsent(),
          ChangeConsent("consent withdraw", "WithdrawConsent",
                        "Record that a person has taken a consent back",
                        "ttg consent withdraw A4834PO employer --on 2026-11-23",
                        {{FieldKind::kDate, "--on", "decided_on", "when they said so", true, ""}}),
          LegalBasis()};
}

std::vector<Command> IdentityCommands() {
  return {
      ChangePerson(
          "alias add", "AddAlias", "Record another name or number of a person",
          "ttg alias add A4834PO --family Brien --given Sam",
          {{FieldKind::kText, "--family", "alias.name.family_name", "family name", false, ""},
           {FieldKind::kText, "--given", "alias.name.given_names", "given names", false, ""},
           {FieldKind::kDate, "--born", "alias.date_of_birth", "date of birth given with the name",
            false, ""},
           {FieldKind::kText, "--number", "alias.identifier",
            "a prison number, CRN, PNC or CRO number", false, ""}}),
      ChangePerson("alias remove", "RemoveAlias", "Take an alias away that was recorded by mistake",
                   "ttg alias remove A4834PO 01900000-0000-7000-8000-000000000001",
                   {{FieldKind::kText, "ALIAS", "alias_id", "its id", true, ""}}),
      ListDuplicates(), DismissDuplicate(), DecideRisk()};
}

}  // namespace ttg::cli

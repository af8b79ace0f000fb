#include "cli/command.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "kernel/id.h"

namespace ttg::cli {
namespace {

// How a target is read, and how the live one of a person is found.
struct TargetKind {
  std::string_view argument;
  std::string_view id_field;
  std::string_view service;
  std::string_view get_method;
  std::string_view get_field;
  std::string_view list_method;
  std::string_view list_field;
  std::array<std::string_view, 4> live_states;
};

// There is one for each person, so nothing is looked for.
constexpr TargetKind kPlanTarget = {
    "PERSON", "person_id", "release", "ttg.release.v1.PlanService.GetPlan", "plan", "", "", {}};
constexpr TargetKind kPlacementTarget = {"PLACEMENT",
                                         "placement_id",
                                         "accommodation",
                                         "ttg.accommodation.v1.AccommodationService.GetPlacement",
                                         "placement",
                                         "ttg.accommodation.v1.AccommodationService.ListPlacements",
                                         "placements",
                                         {"PLACEMENT_STATE_OFFERED", "PLACEMENT_STATE_CONFIRMED",
                                          "PLACEMENT_STATE_ARRIVED", "PLACEMENT_STATE_AT_RISK"}};
constexpr TargetKind kJobTarget = {
    "JOB",        "job_id",
    "employment", "ttg.employment.v1.EmploymentService.GetJob",
    "job",        "ttg.employment.v1.EmploymentService.ListJobs",
    "jobs",       {"JOB_STATE_AGREED", "JOB_STATE_START_AT_RISK", "JOB_STATE_STARTED", ""}};
constexpr TargetKind kMatchTarget = {
    "MATCH",     "match_id",
    "mentoring", "ttg.mentoring.v1.MentoringService.GetMatch",
    "match",     "ttg.mentoring.v1.MentoringService.ListMatches",
    "matches",   {"MATCH_STATE_PROPOSED", "MATCH_STATE_ACTIVE", "MATCH_STATE_SUSPENDED", ""}};

const TargetKind* KindOf(Target target) {
  switch (target) {
    case Target::kPlan:
      return &kPlanTarget;
    case Target::kPlacement:
      return &kPlacementTarget;
    case Target::kJob:
      return &kJobTarget;
    case Target::kMatch:
      return &kMatchTarget;
    case Target::kNone:
    case Target::kPerson:
      return nullptr;
  }
  return nullptr;
}

Error NotOneLive(std::string_view what, std::size_t count) {
  return Precondition("NOT_ONE_LIVE", absl::StrCat("the person has ", count, " live ",
                                                   std::string(what), ": give its id instead"));
}

// Puts `value` at a dotted path.
void Put(Json& request, std::string_view path, Json value) {
  Json* at = &request;
  while (true) {
    const std::size_t dot = path.find('.');
    at = &(*at)[std::string(path.substr(0, dot))];
    if (dot == std::string_view::npos) break;
    path.remove_prefix(dot + 1);
  }
  *at = std::move(value);
}

std::string EnumName(const Field& field, std::string_view value) {
  std::string name = absl::AsciiStrToUpper(absl::string_view(value.data(), value.size()));
  std::ranges::replace(name, '-', '_');
  return field.enum_prefix + name;
}

Error BadField(const Field& field, Error error) {
  error.violations = {{field.name, error.reason, error.message}};
  return error;
}

Result<Json> NumberJson(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) {
    return Invalid("NUMBER_MALFORMED", "a whole number is expected");
  }
  return Json(number);
}

Result<Json> FieldJson(const Field& field, const std::vector<std::string>& values) {
  switch (field.kind) {
    case FieldKind::kText:
    case FieldKind::kPerson:
      return Json(values.back());
    case FieldKind::kDate:
      return DateJson(values.back());
    case FieldKind::kNumber:
      return NumberJson(values.back());
    case FieldKind::kFlag:
      return Json(true);
    case FieldKind::kEnum:
      return Json(EnumName(field, values.back()));
    case FieldKind::kList:
      return Json(values);
    case FieldKind::kEnumList: {
      Json names = Json::array();
      for (const std::string& value : values) names.push_back(EnumName(field, value));
      return names;
    }
  }
  return Json();
}

Reply PersonOf(Environment& environment, const std::string& given) {
  const char* key = IsUuid(given) ? "person_id" : "prison_number";
  return environment.caller
      .Call("release", "ttg.release.v1.ReleaseService.GetPerson",
            {{key, IsUuid(given) ? given : absl::AsciiStrToUpper(given)}})
      .map([](const Json& answer) { return answer.value("person", Json::object()); });
}

Reply LiveOf(Environment& environment, const TargetKind& kind, const std::string& person) {
  auto id = PersonIdOf(environment, person);
  if (!id) return tl::unexpected(id.error());
  auto answer = environment.caller.Call(std::string(kind.service), std::string(kind.list_method),
                                        {{"person_id", *id}});
  if (!answer) return answer;
  std::vector<Json> live;
  for (const Json& one : answer->value(std::string(kind.list_field), Json::array())) {
    const std::string state = one.value("state", "");
    if (std::ranges::find(kind.live_states, state) != kind.live_states.end()) live.push_back(one);
  }
  if (live.size() == 1) return live.front();
  return tl::unexpected(CallError{NotOneLive(kind.list_field, live.size()), ""});
}

// The target as it is now.
Reply ReadTarget(Environment& environment, const TargetKind& kind, const std::string& given) {
  std::string id = given;
  if (!IsUuid(given)) {
    if (!kind.list_method.empty()) return LiveOf(environment, kind, given);
    auto person = PersonIdOf(environment, given);
    if (!person) return tl::unexpected(person.error());
    id = *std::move(person);
  }
  return environment.caller
      .Call(std::string(kind.service), std::string(kind.get_method),
            {{std::string(kind.id_field), id}})
      .map([&](const Json& answer) {
        return answer.value(std::string(kind.get_field), Json::object());
      });
}

// Fills in the target's id and, for a change, its etag.
tl::expected<void, CallError> AimAt(Environment& environment, const Command& command,
                                    const Arguments& arguments, Json& request) {
  if (command.target == Target::kNone) return {};
  const TargetKind* kind = KindOf(command.target);
  const std::string given = ValueOf(arguments, kind == nullptr ? "PERSON" : kind->argument);
  const std::string id_field(kind == nullptr ? "person_id" : kind->id_field);
  const std::string etag = ValueOf(arguments, "--etag");
  const bool reads = !IsUuid(given) || command.with_person || (command.etag && etag.empty());
  Json found = {{id_field, given}, {"etag", etag}};
  if (reads) {
    auto answer =
        kind == nullptr ? PersonOf(environment, given) : ReadTarget(environment, *kind, given);
    if (!answer) return tl::unexpected(answer.error());
    found = *std::move(answer);
  }
  request[id_field] = found.value(id_field, "");
  if (command.with_person) request["person_id"] = found.value("person_id", "");
  if (command.etag) request[command.etag_field] = etag.empty() ? found.value("etag", "") : etag;
  return {};
}

// What the field asks for, in the contract's form; a person's number becomes their id.
Reply ValueFor(Environment& environment, const Field& field,
               const std::vector<std::string>& given) {
  if (field.kind == FieldKind::kPerson) {
    auto person = PersonIdOf(environment, given.back());
    if (!person) return tl::unexpected(person.error());
    return Json(*std::move(person));
  }
  auto value = FieldJson(field, given);
  if (!value) return tl::unexpected(CallError{BadField(field, value.error()), ""});
  return *std::move(value);
}

Reply RequestOf(const Command& command, Environment& environment, const Arguments& arguments) {
  Json request = command.constants;
  for (const Field& field : command.fields) {
    const auto given = arguments.find(field.name);
    if (field.path.empty() || given == arguments.end()) continue;
    // A flag that is there has no value.
    if (given->second.empty() && field.kind != FieldKind::kFlag) continue;
    auto value = ValueFor(environment, field, given->second);
    if (!value) return value;
    Put(request, field.path, *std::move(value));
  }
  if (!command.complete) return request;
  auto completed = command.complete(environment, arguments, request);
  if (!completed) return tl::unexpected(CallError{completed.error(), ""});
  return request;
}

std::vector<std::string> Cells(const View& view, const Json& item) {
  if (view.cells) return view.cells(item);
  std::vector<std::string> cells;
  cells.reserve(view.columns.size());
  for (const Column& column : view.columns) {
    cells.push_back(CellAt(item, column.path, column.enum_prefix));
  }
  return cells;
}

}  // namespace

std::string ValueOf(const Arguments& arguments, std::string_view name) {
  const auto found = arguments.find(name);
  return found == arguments.end() || found->second.empty() ? "" : found->second.back();
}

bool IsGiven(const Arguments& arguments, std::string_view name) { return arguments.contains(name); }

tl::expected<std::string, CallError> PersonIdOf(Environment& environment,
                                                const std::string& given) {
  if (IsUuid(given)) return given;
  auto person = PersonOf(environment, given);
  if (!person) return tl::unexpected(person.error());
  return person->value("person_id", "");
}

void Show(Output& output, const View& view, const Json& answer) {
  if (output.json()) return output.PrintJson(answer);
  const Json shown = view.field.empty() ? answer : answer.value(view.field, Json());
  if (!view.list) {
    std::vector<std::pair<std::string, std::string>> fields;
    const auto cells = Cells(view, shown);
    fields.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
      fields.emplace_back(view.columns[i].title, cells[i]);
    output.Record(fields);
    if (view.footer) view.footer(output, answer);
    return;
  }
  std::vector<std::string> titles;
  titles.reserve(view.columns.size());
  for (const Column& column : view.columns) titles.push_back(column.title);
  std::vector<std::vector<std::string>> rows;
  rows.reserve(shown.size());
  for (const Json& item : shown) rows.push_back(Cells(view, item));
  output.Table(titles, rows);
  if (view.footer) view.footer(output, answer);
  const std::string next = answer.value("next_page_token", "");
  if (!next.empty()) output.Note(absl::StrCat("more: --page-token ", next));
}

Reply MakeRequest(const Command& command, Environment& environment, const Arguments& arguments) {
  return RequestOf(command, environment, arguments);
}

Reply Perform(const Command& command, Environment& environment, const Arguments& arguments) {
  auto request = RequestOf(command, environment, arguments);
  if (!request) return request;
  if (auto aimed = AimAt(environment, command, arguments, *request); !aimed) {
    return tl::unexpected(aimed.error());
  }
  if (command.changes) (*request)["request_id"] = environment.ids.NewId();
  return environment.caller.Call(command.service, command.method, *request);
}

int RunCommand(const Command& command, Environment& environment, const Arguments& arguments) {
  if (command.run) return command.run(environment, arguments);
  const auto answer = Perform(command, environment, arguments);
  if (!answer) return environment.output.Fail(answer.error());
  Show(environment.output, command.view, *answer);
  return kExitOk;
}

}  // namespace ttg::cli

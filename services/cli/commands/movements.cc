#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/command.h"
#include "kernel/date.h"

// What happens to people in prison (domain A8).
namespace ttg::cli {
namespace {

constexpr const char* kKinds =
    "admission, released, released-from-court, bailed, temporary-release, "
    "temporary-release-return, to-court, court-return, to-hospital, to-secure-hospital, "
    "hospital-return, transferred, immigration-detention, escaped, failed-to-return, recalled, "
    "released-in-error, deported, died or returned-to-custody";
constexpr const char* kKindPrefix = "MOVEMENT_KIND_";
constexpr const char* kEffectPrefix = "MOVEMENT_EFFECT_";
constexpr const char* kStatePrefix = "PERSON_STATE_";

std::string Method(const char* name) {
  return absl::StrCat("ttg.release.v1.MovementService.", name);
}

Error TimeMalformed() {
  return InvalidField("--at", "TIME_MALFORMED",
                      "a time is given as 2026-11-23T14:30, in London, or with its zone");
}
Error NoMovement() {
  return NotFound("MOVEMENT_NOT_FOUND", "no such movement stands: see movement list");
}

// London's time, or an instant with its zone.
Result<std::string> InstantOf(const std::string& text) {
  absl::TimeZone london;
  absl::LoadTimeZone("Europe/London", &london);
  Instant instant;
  std::string fault;
  if (absl::ParseTime("%Y-%m-%dT%H:%M", text, london, &instant, &fault)) {
    return FormatInstant(instant);
  }
  const auto with_zone = ParseInstant(text);
  if (!with_zone) return TimeMalformed();
  return FormatInstant(*with_zone);
}

Result<void> CompleteTime(Environment& environment, const Arguments& arguments, Json& request) {
  const std::string given = ValueOf(arguments, "--at");
  request["occurred_at"] = FormatInstant(environment.clock.Now());
  if (given.empty()) return {};
  TTG_TRY(request["occurred_at"], InstantOf(given));
  return {};
}

// The movement that is meant: the one named, or the last of the person's that stands.
Result<Json> FindMovement(Environment& environment, const Arguments& arguments) {
  auto person = PersonIdOf(environment, ValueOf(arguments, "PERSON"));
  if (!person) return person.error().error;
  const std::string wanted = ValueOf(arguments, "--movement");
  std::string page;
  do {
    const auto answer = environment.caller.Call("release", Method("ListMovements"),
                                                {{"person_id", *person}, {"page_token", page}});
    if (!answer) return answer.error().error;
    for (const Json& movement : answer->value("movements", Json::array())) {
      const bool last = !movement.contains("reversed_at") && !movement.value("out_of_order", false);
      if (wanted.empty() ? last : movement.value("movement_id", "") == wanted) return movement;
    }
    page = answer->value("next_page_token", "");
  } while (!page.empty());
  return NoMovement();
}

void Aim(const Json& movement, Json& request) {
  request["movement_id"] = movement.value("movement_id", "");
  if (!request.contains("etag")) request["etag"] = movement.value("etag", "");
}

Result<void> CompleteReversal(Environment& environment, const Arguments& arguments, Json& request) {
  TTG_TRY(const Json movement, FindMovement(environment, arguments));
  Aim(movement, request);
  return {};
}

// What is not said anew, stays: when it happened.
Result<void> CompleteCorrection(Environment& environment, const Arguments& arguments,
                                Json& request) {
  TTG_TRY(const Json movement, FindMovement(environment, arguments));
  Aim(movement, request);
  if (IsGiven(arguments, "--at")) return CompleteTime(environment, arguments, request);
  request["occurred_at"] = movement.value("occurred_at", "");
  return {};
}

View MovementView() {
  View view;
  view.field = "movement";
  view.columns = {{"movement", "movement_id", ""},
                  {"person", "person_id", ""},
                  {"kind", "kind", kKindPrefix},
                  {"occurred at", "occurred_at", ""},
                  {"from", "from_prison_id", ""},
                  {"to", "to_prison_id", ""},
                  {"reason", "reason", ""},
                  {"bed", "effects.bed", kEffectPrefix},
                  {"job", "effects.job", kEffectPrefix},
                  {"mentor", "effects.mentoring_match", kEffectPrefix},
                  {"timetable", "effects.timetable", kEffectPrefix},
                  {"decide by", "effects.decide_by", ""},
                  {"out of order", "out_of_order", ""},
                  {"may be reversed until", "settles_at", ""},
                  {"reversed at", "reversed_at", ""},
                  {"etag", "etag", ""}};
  view.footer = [](Output& output, const Json& answer) {
    const Json person = answer.value("person", Json::object());
    output.Line(absl::StrCat("now: ", CellAt(person, "state", kStatePrefix), ", prison ",
                             CellAt(person, "prison_id"), ", release ",
                             CellAt(person, "release_day.release_date")));
  };
  return view;
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
  command.view = MovementView();
  return command;
}

Field KindField() { return {FieldKind::kEnum, "KIND", "kind", kKinds, true, kKindPrefix}; }
Field AtField(const char* otherwise) {
  return {FieldKind::kText, "--at", "", otherwise, false, ""};
}
Field ToField() {
  return {FieldKind::kText,
          "--to",
          "to_prison_id",
          "prison code, where it leads to a prison",
          false,
          ""};
}
Field PersonField() { return {FieldKind::kText, "PERSON", "", "id or prison number", true, ""}; }
Field WhichField() {
  return {FieldKind::kText, "--movement", "", "its id; default: the last that stands", false, ""};
}
Field EtagField() {
  return {FieldKind::kText,
          "--etag",
          "etag",
          "only if it is still as it was then; default: as it is now",
          false,
          ""};
}

Command Record() {
  Command command =
      Make("movement record", "RecordMovement",
           "Record what has happened to a person; bed, job, mentor and timetable follow",
           "ttg movement record A4834PO recalled --to BMI --at 2026-11-23T09:30",
           {KindField(),
            AtField("when, as 2026-11-23T14:30; default: now"),
            ToField(),
            {FieldKind::kText, "--reason", "reason",
             "required for escaped, failed-to-return, released-in-error and died; no personal data",
             false, ""}});
  command.target = Target::kPerson;
  command.changes = true;
  command.etag = true;
  command.complete = CompleteTime;
  return command;
}

Command Reverse() {
  Command command =
      Make("movement reverse", "ReverseMovement", "Take back a movement recorded by mistake",
           "ttg movement reverse A4834PO --reason 'wrong person'",
           {PersonField(),
            WhichField(),
            EtagField(),
            {FieldKind::kText, "--reason", "reason", "required later than 45 minutes after", false,
             ""}});
  command.changes = true;
  command.complete = CompleteReversal;
  return command;
}

Command Correct() {
  Command command = Make(
      "movement correct", "CorrectMovement",
      "Put a movement right that did happen, but not so, not then or not there",
      "ttg movement correct A4834PO released-in-error --reason 'the order was for another date'",
      {PersonField(),
       KindField(),
       WhichField(),
       AtField("when; default: as it was recorded"),
       ToField(),
       EtagField(),
       {FieldKind::kText, "--reason", "reason", "why; no personal data", true, ""}});
  command.changes = true;
  command.complete = CompleteCorrection;
  return command;
}

Command List() {
  Command command =
      Make("movement list", "ListMovements", "What has happened to a person, the latest first",
           "ttg movement list A4834PO",
           {{FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
            {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
            {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}});
  command.view = {};
  command.view.field = "movements";
  command.view.list = true;
  command.view.columns = {{"occurred at", "occurred_at", ""},
                          {"kind", "kind", kKindPrefix},
                          {"from", "from_prison_id", ""},
                          {"to", "to_prison_id", ""},
                          {"by", "recorded_by", ""},
                          {"reason", "reason", ""},
                          {"decide by", "effects.decide_by", ""},
                          {"out of order", "out_of_order", ""},
                          {"reversed at", "reversed_at", ""},
                          {"movement", "movement_id", ""},
                          {"etag", "etag", ""}};
  return command;
}

Command Rules() {
  Command command = Make("movement rules", "ListMovementRules",
                         "The table: what may happen to whom, and what becomes of the rest",
                         "ttg movement rules", {});
  command.view = {};
  command.view.field = "rules";
  command.view.list = true;
  command.view.columns = {{"kind", "kind", kKindPrefix},
                          {"from", "from_states", kStatePrefix},
                          {"to", "to_state", kStatePrefix},
                          {"bed", "bed", kEffectPrefix},
                          {"job", "job", kEffectPrefix},
                          {"mentor", "mentoring_match", kEffectPrefix},
                          {"timetable", "timetable", kEffectPrefix},
                          {"days", "decide_within_days", ""},
                          {"who", "roles", ""}};
  return command;
}

}  // namespace

std::vector<Command> MovementCommands() {
  return {Record(), Reverse(), Correct(), List(), Rules()};
}

}  // namespace ttg::cli

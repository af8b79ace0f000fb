#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.release.v1.TimetableService.", name);
}

constexpr const char* kKinds =
    "first-assessment, resettlement-plan, crs-accommodation-referral, "
    "work-coach-id-bank-account, pre-release-review, mentor-offered, cas3-referral, "
    "duty-to-refer, first-night-address, universal-credit, release-plan-shared, licence-ready, "
    "first-appointment, worker-contact-day-1, worker-contact-day-7, worker-contact-day-28, "
    "mentor-contact-day-1, mentor-contact-day-7, mentor-contact-day-28, "
    "accommodation-first-night, accommodation-three-months, employment-six-weeks or "
    "employment-six-months";

// "late notice, escalated, warning" of a step, as far as they apply.
std::string NotesOf(const Json& step) {
  std::string notes;
  for (const auto& [field, note] :
       {std::pair("late_notice", "late notice"), std::pair("escalated", "escalated"),
        std::pair("warning", "due soon")}) {
    if (!step.value(field, false)) continue;
    absl::StrAppend(&notes, notes.empty() ? "" : ", ", note);
  }
  return notes;
}

std::vector<std::string> StepCells(const Json& step) {
  const std::string why = CellAt(step, "not_needed_reason");
  return {CellAt(step, "kind", "MILESTONE_KIND_"),
          CellAt(step, "state", "MILESTONE_STATE_"),
          CellAt(step, "opens_on"),
          CellAt(step, "due_on"),
          CellAt(step, "done_on"),
          NotesOf(step),
          why.empty() ? CellAt(step, "evidence") : why};
}

void ShowSteps(Output& output, const Json& answer) {
  const Json timetable = answer.value("timetable", Json::object());
  std::vector<std::vector<std::string>> rows;
  for (const Json& step : timetable.value("milestones", Json::array())) {
    rows.push_back(StepCells(step));
  }
  if (rows.empty()) return;
  output.Line("");
  output.Table({"step", "state", "opens", "due", "done", "", "evidence or why not"}, rows);
}

View TimetableView() {
  View view;
  view.field = "timetable";
  view.columns = {{"person", "person_id", ""},
                  {"counted from", "anchor", "TIMETABLE_ANCHOR_"},
                  {"that day", "anchor_date", ""},
                  {"regime", "regime", ""},
                  {"ended", "ended", ""},
                  {"suspended until", "suspended_until", ""},
                  {"calendar", "calendar_version", ""},
                  {"etag", "etag", ""}};
  view.footer = ShowSteps;
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
  return command;
}

// A change of one person's timetable.
Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields) {
  Command command = Make(words, method, help, example, std::move(fields));
  command.target = Target::kPerson;
  command.changes = true;
  command.etag = true;
  command.view = TimetableView();
  return command;
}

Field Kind(const char* name, bool required) {
  return {FieldKind::kEnum, name, "kind", kKinds, required, "MILESTONE_KIND_"};
}

Field Reason() { return {FieldKind::kText, "--reason", "reason", "why", true, ""}; }

Error CourtDateMissing() {
  return Invalid("COURT_DATE_MISSING", "give the next court date, or --none");
}

Result<void> CompleteCourtDate(Environment&, const Arguments& arguments, Json&) {
  const bool has_date = !ValueOf(arguments, "DATE").empty();
  if (has_date == IsGiven(arguments, "--none")) return CourtDateMissing();
  return {};
}

Command Timetable() {
  Command command = Make("timetable", "GetTimetable",
                         "Show what has to be done for a release by when, and whether it was",
                         "ttg timetable A4834PO", {});
  command.target = Target::kPerson;
  command.view = TimetableView();
  return command;
}

Command CourtDate() {
  Command command =
      Change("court-date", "SetCourtDate", "Enter the next court date of somebody on remand",
             "ttg court-date A4834PO 2027-01-14",
             {{FieldKind::kDate, "DATE", "court_date", "the day", false, ""},
              {FieldKind::kFlag, "--none", "", "there is none any more", false, ""}});
  command.complete = CompleteCourtDate;
  return command;
}

std::vector<std::string> DueCells(const Json& line) {
  const Json step = line.value("milestone", Json::object());
  return {CellAt(step, "due_on"),
          CellAt(step, "kind", "MILESTONE_KIND_"),
          CellAt(step, "state", "MILESTONE_STATE_"),
          NotesOf(step),
          CellAt(line, "prison_number"),
          CellAt(line, "family_name"),
          CellAt(line, "given_names"),
          CellAt(line, "release_date"),
          CellAt(line, "owner_id")};
}

Command Due() {
  Command command =
      Make("due", "ListDueMilestones", "List what falls due, soonest first",
           "ttg due --owner worker-7 --by 2026-12-04",
           {{FieldKind::kText, "--owner", "owner_id", "owner of the case", false, ""},
            {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
            {FieldKind::kText, "--unit", "delivery_unit", "delivery unit", false, ""},
            {FieldKind::kDate, "--by", "due_by", "last day; today", false, ""},
            {FieldKind::kFlag, "--overdue", "overdue_only", "only what is overdue", false, ""},
            {FieldKind::kFlag, "--escalated", "escalated_only", "only what a lead has to see",
             false, ""},
            Kind("--kind", false),
            {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
            {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}});
  command.view.field = "milestones";
  command.view.list = true;
  command.view.columns = {
      {"due", "", ""},    {"step", "", ""},        {"state", "", ""},       {"", "", ""},
      {"number", "", ""}, {"family name", "", ""}, {"given names", "", ""}, {"release", "", ""},
      {"owner", "", ""}};
  command.view.cells = DueCells;
  return command;
}

View FeedView() {
  View view;
  view.field = "feed";
  view.columns = {{"feed", "calendar_feed_id", ""},
                  {"made", "created_at", ""},
                  {"revoked", "revoked_at", ""},
                  {"etag", "etag", ""}};
  return view;
}

Command CreateFeed() {
  Command command = Make("calendar-feed create", "CreateCalendarFeed",
                         "Make a calendar feed of your due days; its secret is shown once",
                         "ttg calendar-feed create", {});
  command.changes = true;
  command.view = FeedView();
  command.view.footer = [](Output& output, const Json& answer) {
    output.Record({{"secret", CellAt(answer, "secret")}});
  };
  return command;
}

Command ListFeeds() {
  Command command = Make("calendar-feed list", "ListCalendarFeeds", "List your calendar feeds",
                         "ttg calendar-feed list", {});
  command.view = FeedView();
  command.view.field = "feeds";
  command.view.list = true;
  return command;
}

// The etag of the feed as it is now, unless it is given.
Result<void> CompleteRevocation(Environment& environment, const Arguments& arguments,
                                Json& request) {
  if (!ValueOf(arguments, "--etag").empty()) return {};
  const auto answer =
      environment.caller.Call("release", Method("ListCalendarFeeds"), Json::object());
  if (!answer) return answer.error().error;
  for (const Json& feed : answer->value("feeds", Json::array())) {
    if (feed.value("calendar_feed_id", "") != ValueOf(arguments, "FEED")) continue;
    request["etag"] = feed.value("etag", "");
    return {};
  }
  return NotFound("CALENDAR_FEED_NOT_FOUND", "you have no such feed");
}

Command RevokeFeed() {
  Command command =
      Make("calendar-feed revoke", "RevokeCalendarFeed", "End a calendar feed",
           "ttg calendar-feed revoke 01890000-0000-7000-8000-000000000002 --etag 1",
           {{FieldKind::kText, "FEED", "calendar_feed_id", "id of the feed", true, ""},
            {FieldKind::kText, "--etag", "etag", "refuse if it has changed since", false, ""}});
  command.changes = true;
  command.complete = CompleteRevocation;
  command.view = FeedView();
  return command;
}

void ShowCalendar(Output& output, const Json& answer) {
  std::string text;
  if (!absl::Base64Unescape(answer.value("calendar", ""), &text)) return;
  output.Line(absl::StrReplaceAll(text, {{"\r\n", "\n"}}));
}

Command GetFeed() {
  Command command =
      Make("calendar-feed get", "GetCalendarFeed", "Show a feed as a calendar program gets it",
           "ttg calendar-feed get the-secret",
           {{FieldKind::kText, "SECRET", "secret", "its secret", true, ""}});
  command.view.footer = ShowCalendar;
  return command;
}

}  // namespace

std::vector<Command> TimetableCommands() {
  return {
      Timetable(),
      Change("milestone record", "RecordMilestone", "Record that a step is done",
             "ttg milestone record A4834PO duty-to-refer --on 2026-11-23 --evidence 'ref 4711'",
             {Kind("KIND", true),
              {FieldKind::kDate, "--on", "done_on", "the day", true, ""},
              {FieldKind::kText, "--evidence", "evidence", "what proves it", true, ""}}),
      Change("milestone drop", "DropMilestone", "Record that a step is not needed",
             "ttg milestone drop A4834PO mentor-offered --reason 'does not want one'",
             {Kind("KIND", true), Reason()}),
      Change("milestone reopen", "ReopenMilestone", "Take back that a step was done or not needed",
             "ttg milestone reopen A4834PO mentor-offered --reason 'wrong person'",
             {Kind("KIND", true), Reason()}),
      CourtDate(),
      Due(),
      CreateFeed(),
      ListFeeds(),
      RevokeFeed(),
      GetFeed()};
}

}  // namespace ttg::cli

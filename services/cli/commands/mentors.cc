#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.mentoring.v1.MentoringService.", name);
}

View MatchView() {
  View view;
  view.field = "match";
  view.columns = {{"match", "match_id", ""},
                  {"person", "person_id", ""},
                  {"mentor", "mentor_id", ""},
                  {"mentor's name", "mentor_name", ""},
                  {"state", "state", "MATCH_STATE_"},
                  {"accepted by mentor", "accepted_by_mentor", ""},
                  {"accepted by person", "accepted_by_person", ""},
                  {"gate meeting", "gate_meeting.meeting_date", ""},
                  {"met", "gate_meeting.attended", "ATTENDANCE_"},
                  {"blocked because", "block", "MATCH_BLOCK_"},
                  {"etag", "etag", ""}};
  return view;
}

Command Make(const char* words, const char* method, const char* help, const char* example,
             std::vector<Field> fields, View view) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "mentoring";
  command.method = Method(method);
  command.view = std::move(view);
  return command;
}

Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields, Json constants = Json::object()) {
  Command command = Make(words, method, help, example, std::move(fields), MatchView());
  command.target = Target::kMatch;
  command.changes = true;
  command.etag = true;
  command.constants = std::move(constants);
  return command;
}

Field DeclineReason() {
  return {FieldKind::kEnum,
          "--reason",
          "reason",
          "not-wanted, prefers-another-mentor, no-time, too-far, not-suitable or other",
          true,
          "DECLINE_REASON_"};
}

std::vector<Field> Wishes(std::vector<Field> fields) {
  fields.push_back({FieldKind::kText, "--language", "language", "such as Polish", false, ""});
  fields.push_back(
      {FieldKind::kText, "--experience", "shared_experience", "such as HOMELESSNESS", false, ""});
  return fields;
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

void ShowBlocked(Output& output, const Json& answer) {
  for (const Json& blocked : answer.value("blocked", Json::array())) {
    output.Note(absl::StrCat("  ", CellAt(blocked, "mentors"),
                             " blocked: ", CellAt(blocked, "block", "MATCH_BLOCK_")));
  }
}

Command Suggest() {
  Command command =
      Make("mentor suggest", "SuggestMentors",
           "Mentors for a person, best first, and why others are blocked",
           "ttg mentor suggest A4834PO --language Polish",
           Wishes({{FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
                   {FieldKind::kNumber, "--most", "max_suggestions", "how many", false, ""}}),
           ListOf("suggestions", {{"mentor", "mentor.mentor_id", ""},
                                  {"family name", "mentor.family_name", ""},
                                  {"given names", "mentor.given_names", ""},
                                  {"load", "mentor.load", ""},
                                  {"capacity", "mentor.capacity", ""},
                                  {"because", "reasons", ""}}));
  command.view.footer = ShowBlocked;
  return command;
}

Command Propose() {
  Command command =
      Make("mentor propose", "ProposeMatch", "Propose a mentor, the best one if none is named",
           "ttg mentor propose A4834PO --mentor MEN0007",
           Wishes({{FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
                   {FieldKind::kText, "--mentor", "mentor_id", "mentor", false, ""}}),
           MatchView());
  command.changes = true;
  return command;
}

Command ShowMatch() {
  Command command =
      Change("mentor show", "GetMatch", "Show a match", "ttg mentor show A4834PO", {});
  command.changes = false;
  command.etag = false;
  return command;
}

std::vector<Command> Lists() {
  return {
      Make("mentor matches", "ListMatches", "List matches", "ttg mentor matches --at-risk",
           Paged(
               {{FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
                {FieldKind::kText, "--mentor", "mentor_id", "mentor", false, ""},
                {FieldKind::kEnum, "--state", "state", "proposed, active …", false, "MATCH_STATE_"},
                {FieldKind::kFlag, "--at-risk", "at_risk_only", "only those at risk", false, ""}}),
           ListOf("matches", {{"match", "match_id", ""},
                              {"person", "person_id", ""},
                              {"mentor", "mentor_id", ""},
                              {"state", "state", "MATCH_STATE_"},
                              {"gate meeting", "gate_meeting.meeting_date", ""},
                              {"blocked because", "block", "MATCH_BLOCK_"}})),
      Make("mentor gate-meetings", "ListGateMeetings", "List gate meetings by day",
           "ttg mentor gate-meetings --from 2026-11-23 --to 2026-12-04",
           Paged({{FieldKind::kDate, "--from", "from", "first day", true, ""},
                  {FieldKind::kDate, "--to", "through", "last day", true, ""}}),
           ListOf("gate_meetings", {{"day", "meeting_date", ""},
                                    {"prison", "prison_id", ""},
                                    {"person", "person_id", ""},
                                    {"mentor", "mentor_name", ""},
                                    {"met", "attended", "ATTENDANCE_"},
                                    {"blocked because", "block", "MATCH_BLOCK_"}})),
      Make("mentor list", "ListMentors", "List mentors", "ttg mentor list --prison BMI",
           Paged({{FieldKind::kText, "--prison", "prison_id", "cleared for it", false, ""},
                  {FieldKind::kText, "--unit", "delivery_unit", "works there", false, ""}}),
           ListOf("mentors", {{"mentor", "mentor_id", ""},
                              {"family name", "family_name", ""},
                              {"given names", "given_names", ""},
                              {"kind", "kind", "MENTOR_KIND_"},
                              {"standing", "standing", "MENTOR_STANDING_"},
                              {"load", "load", ""},
                              {"capacity", "capacity", ""},
                              {"languages", "languages", ""}})),
  };
}

}  // namespace

std::vector<Command> MentorCommands() {
  std::vector<Command> commands = {
      Suggest(),
      Propose(),
      Change("mentor accept", "RecordMentorDecision", "Record that the mentor accepts",
             "ttg mentor accept A4834PO", {}, {{"accepted", true}}),
      Change("mentor decline", "RecordMentorDecision", "Record that the mentor declines",
             "ttg mentor decline A4834PO --reason no-time", {DeclineReason()},
             {{"accepted", false}}),
      Change("mentor agree", "RecordPersonDecision", "Record that the person accepts",
             "ttg mentor agree A4834PO", {}, {{"accepted", true}}),
      Change("mentor refuse", "RecordPersonDecision", "Record that the person declines",
             "ttg mentor refuse A4834PO --reason not-wanted", {DeclineReason()},
             {{"accepted", false}}),
      Change("mentor suspend", "SuspendMatch", "Suspend an active match",
             "ttg mentor suspend A4834PO", {}),
      Change("mentor resume", "ResumeMatch", "Resume a suspended match",
             "ttg mentor resume A4834PO", {}),
      Change("mentor end", "EndMatch", "End a match",
             "ttg mentor end A4834PO --reason goals-met --planned",
             {{FieldKind::kEnum, "--reason", "reason",
               "programme-complete, goals-met, person-withdrew, mentor-left, lost-contact, "
               "moved-away, recalled or other",
               true, "END_REASON_"},
              {FieldKind::kFlag, "--planned", "planned", "it ended as planned", false, ""}}),
      Change("mentor gate-meeting", "RecordGateMeeting",
             "Record whether the mentor met the person at the gate",
             "ttg mentor gate-meeting A4834PO --met yes",
             {{FieldKind::kEnum, "--met", "attended", "yes, late or no", true, "ATTENDANCE_"}}),
      ShowMatch()};
  for (Command& command : Lists()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace ttg::cli

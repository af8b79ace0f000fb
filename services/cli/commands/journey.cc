#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "kernel/id.h"

namespace ttg::cli {
namespace {

constexpr const char* kListRipples = "ttg.journey.v1.JourneyService.ListRipples";
constexpr int kBoardDays = 28;
// More ripples than this are acknowledged by naming the person or the ripple.
constexpr int kRipplePage = 500;

std::string AcknowledgeMethod(const std::string& context) {
  if (context == "accommodation") {
    return "ttg.accommodation.v1.AccommodationService.AcknowledgeReleaseDay";
  }
  if (context == "employment") return "ttg.employment.v1.EmploymentService.AcknowledgeReleaseDay";
  if (context == "mentoring") return "ttg.mentoring.v1.MentoringService.AcknowledgeReleaseDay";
  return "";
}

bool NeedsAcknowledgement(const Json& answer) {
  return answer.value("needs_acknowledgement", false) &&
         answer.value("acknowledged_by", "").empty();
}

// "moved, to acknowledge".
std::string AnswerCell(const Json& ripple, std::string_view context) {
  for (const Json& answer : ripple.value("answers", Json::array())) {
    if (answer.value("context", "") != context) continue;
    if (!answer.value("answered", false)) return "waiting";
    const std::string outcome = CellAt(answer, "outcome", "RELEASE_DAY_OUTCOME_");
    if (NeedsAcknowledgement(answer)) return outcome + ", to acknowledge";
    return answer.value("acknowledged_by", "").empty() ? outcome : outcome + ", acknowledged";
  }
  return "";
}

std::vector<std::string> RippleCells(const Json& ripple) {
  return {CellAt(ripple, "cause_event_id"),        CellAt(ripple, "person_id"),
          CellAt(ripple, "previous_release_date"), CellAt(ripple, "release_date"),
          AnswerCell(ripple, "accommodation"),     AnswerCell(ripple, "employment"),
          AnswerCell(ripple, "mentoring")};
}

void ShowEffects(Output& output, const Json& answer) {
  for (const Json& ripple : answer.value("ripples", Json::array())) {
    for (const Json& from : ripple.value("answers", Json::array())) {
      for (const Json& effect : from.value("effects", Json::array())) {
        output.Line(absl::StrCat("  ", CellAt(effect, "kind"), " ",
                                 CellAt(effect, "outcome", "RELEASE_DAY_OUTCOME_"), " ",
                                 CellAt(effect, "from"), " -> ", CellAt(effect, "to"), " ",
                                 CellAt(effect, "reason")));
      }
    }
  }
}

Command Ripples() {
  Command command;
  command.words = "ripples";
  command.help = "Moved release days, what they touched and who has to acknowledge";
  command.example = "ttg ripples --open";
  command.fields = {
      {FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
      {FieldKind::kFlag, "--open", "open_only", "only those still open", false, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "journey";
  command.method = kListRipples;
  command.view.field = "ripples";
  command.view.list = true;
  command.view.columns = {{"ripple", "", ""}, {"person", "", ""}, {"from", "", ""},  {"to", "", ""},
                          {"bed", "", ""},    {"job", "", ""},    {"mentor", "", ""}};
  command.view.cells = RippleCells;
  command.view.footer = ShowEffects;
  return command;
}

Result<void> CompleteBoard(Environment& environment, const Arguments& arguments, Json& request) {
  const std::string from = ValueOf(arguments, "--from");
  Date first = environment.clock.Today();
  if (!from.empty()) {
    TTG_TRY(first, ParseDate(from));
  }
  TTG_TRY(request["from"], DateJson(FormatDate(first)));
  if (!request.contains("to")) {
    TTG_TRY(request["to"], DateJson(FormatDate(first + kBoardDays)));
  }
  return {};
}

Command Board() {
  Command command;
  command.words = "board";
  command.help = "Releases in a window with the state of bed, job and mentor";
  command.example = "ttg board --from 2026-11-23 --to 2026-12-20 --prison BMI";
  command.fields = {
      {FieldKind::kDate, "--from", "from", "first day; default: today", false, ""},
      {FieldKind::kDate, "--to", "to", "last day; default: 28 days later", false, ""},
      {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
      {FieldKind::kText, "--unit", "delivery_unit", "delivery unit", false, ""},
      {FieldKind::kText, "--owner", "owner_id", "owner of the case", false, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "journey";
  command.method = "ttg.journey.v1.JourneyService.ListBoard";
  command.complete = CompleteBoard;
  command.view.field = "lines";
  command.view.list = true;
  command.view.columns = {{"release", "release_date", ""},
                          {"person", "person_id", ""},
                          {"prison", "prison_id", ""},
                          {"unit", "delivery_unit", ""},
                          {"owner", "owner_id", ""},
                          {"bed", "bed", "PATHWAY_STATE_"},
                          {"job", "job", "PATHWAY_STATE_"},
                          {"mentor", "mentor", "PATHWAY_STATE_"},
                          {"open ripples", "open_ripples", ""},
                          {"released", "released", ""}};
  return command;
}

Command Timeline() {
  Command command;
  command.words = "timeline";
  command.help = "Everything that was announced about a person, in order";
  command.example = "ttg timeline A4834PO";
  command.fields = {
      {FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "journey";
  command.method = "ttg.journey.v1.JourneyService.GetTimeline";
  command.view.field = "entries";
  command.view.list = true;
  command.view.columns = {{"when", "occurred_at", ""},
                          {"service", "context", ""},
                          {"event", "type", ""},
                          {"summary", "summary", ""}};
  return command;
}

// The open ripples of a person (id or number), or the one with that id.
Reply RipplesOf(Environment& environment, const std::string& given) {
  if (IsUuid(given)) {
    auto all = environment.caller.Call("journey", kListRipples,
                                       {{"open_only", true}, {"page_size", kRipplePage}});
    if (!all) return all;
    Json ripples = Json::array();
    for (const Json& ripple : all->value("ripples", Json::array())) {
      if (ripple.value("cause_event_id", "") == given) ripples.push_back(ripple);
    }
    if (!ripples.empty()) return ripples;
  }
  auto person = PersonIdOf(environment, given);
  if (!person) return tl::unexpected(person.error());
  return environment.caller
      .Call("journey", kListRipples, {{"person_id", *person}, {"open_only", true}})
      .map([](const Json& answer) { return answer.value("ripples", Json::array()); });
}

Error NothingToAcknowledge() {
  return Precondition("NOTHING_TO_ACKNOWLEDGE",
                      "no open ripple there waits for an acknowledgement");
}

int Acknowledge(Environment& environment, const Arguments& arguments) {
  const auto ripples = RipplesOf(environment, ValueOf(arguments, "TARGET"));
  if (!ripples) return environment.output.Fail(ripples.error());
  const std::string only = ValueOf(arguments, "--service");
  Json done = Json::array();
  for (const Json& ripple : *ripples) {
    for (const Json& answer : ripple.value("answers", Json::array())) {
      const std::string context = answer.value("context", "");
      if (!NeedsAcknowledgement(answer) || (!only.empty() && only != context)) continue;
      const std::string cause = ripple.value("cause_event_id", "");
      const auto reply = environment.caller.Call(context, AcknowledgeMethod(context),
                                                 {{"person_id", ripple.value("person_id", "")},
                                                  {"cause_event_id", cause},
                                                  {"request_id", environment.ids.NewId()}});
      if (!reply) return environment.output.Fail(reply.error());
      done.push_back({{"ripple", cause}, {"service", context}});
    }
  }
  if (done.empty()) return environment.output.Fail(NothingToAcknowledge());
  View view;
  view.field = "acknowledged";
  view.list = true;
  view.columns = {{"ripple", "ripple", ""}, {"acknowledged", "service", ""}};
  Show(environment.output, view, {{"acknowledged", done}});
  return kExitOk;
}

Command AcknowledgeCommand() {
  Command command;
  command.words = "acknowledge";
  command.help = "Acknowledge what a moved release day did to bed, job and mentor";
  command.example = "ttg acknowledge A4834PO --service accommodation";
  command.fields = {{FieldKind::kText, "TARGET", "", "person (id or number) or ripple", true, ""},
                    {FieldKind::kText, "--service", "",
                     "only accommodation, employment or mentoring", false, ""}};
  command.run = Acknowledge;
  return command;
}

}  // namespace

std::vector<Command> JourneyCommands() {
  return {Board(), Timeline(), Ripples(), AcknowledgeCommand()};
}

}  // namespace ttg::cli

#include "absl/strings/str_cat.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.accommodation.v1.AccommodationService.", name);
}

Field Person() {
  return {FieldKind::kPerson, "PERSON", "person_id", "id or prison number", true, ""};
}
Field Arrival() {
  return {FieldKind::kDate, "--arrival", "arrival_date", "default: the release day", false, ""};
}
Field Nights() {
  return {FieldKind::kNumber, "--nights", "nights", "length of the stay", false, ""};
}
Field Units() {
  return {FieldKind::kList, "--unit", "delivery_units", "only there; may be repeated", false, ""};
}

View PlacementView() {
  View view;
  view.field = "placement";
  view.columns = {{"placement", "placement_id", ""},
                  {"person", "person_id", ""},
                  {"bedspace", "bedspace_id", ""},
                  {"provider", "provider_id", ""},
                  {"state", "state", "PLACEMENT_STATE_"},
                  {"arrival", "arrival_date", ""},
                  {"departure", "departure_date", ""},
                  {"free again from", "free_from", ""},
                  {"nights", "nights", ""},
                  {"offer expires on", "offer_expires_on", ""},
                  {"accepted by provider", "accepted_by_provider", ""},
                  {"agreed by person", "agreed_by_person", ""},
                  {"overstaying", "overstaying", ""},
                  {"reason", "reason", ""},
                  {"etag", "etag", ""}};
  return view;
}

Command Change(const char* words, const char* method, const char* help, const char* example,
               std::vector<Field> fields, Json constants = Json::object()) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "accommodation";
  command.method = Method(method);
  command.target = Target::kPlacement;
  command.changes = true;
  command.etag = true;
  command.constants = std::move(constants);
  command.view = PlacementView();
  return command;
}

void ShowExclusions(Output& output, const Json& answer) {
  output.Note(absl::StrCat(
      CellAt(answer, "total_found"), " beds, ", CellAt(answer, "total_excluded"), " excluded, for ",
      CellAt(answer, "arrival_date"), " to ", CellAt(answer, "departure_date")));
  for (const Json& count : answer.value("excluded", Json::array())) {
    output.Note(absl::StrCat("  ", CellAt(count, "bedspaces"), " ",
                             CellAt(count, "reason", "EXCLUSION_REASON_")));
  }
}

Command BedsFor() {
  Command command;
  command.words = "beds for";
  command.help = "Beds for a person, best first, and why others are excluded";
  command.example = "ttg beds for A4834PO --nights 84 --unit N52BIRM";
  command.fields = {
      Person(),
      Arrival(),
      Nights(),
      Units(),
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "accommodation";
  command.method = Method("SearchBedspaces");
  command.view.field = "bedspaces";
  command.view.list = true;
  command.view.columns = {
      {"score", "score", ""},
      {"bedspace", "bedspace.bedspace_id", ""},
      {"room", "bedspace.bedspace_name", ""},
      {"premises", "bedspace.premises_name", ""},
      {"provider", "bedspace.provider_name", ""},
      {"unit", "bedspace.delivery_unit", ""},
      {"features", "bedspace.bedspace_characteristics", "BEDSPACE_CHARACTERISTIC_"}};
  command.view.footer = ShowExclusions;
  return command;
}

Command Explain() {
  Command command;
  command.words = "beds explain";
  command.help = "Why one bed suits a person or does not";
  command.example = "ttg beds explain A4834PO PR0000-1";
  command.fields = {Person(),
                    {FieldKind::kText, "BEDSPACE", "bedspace_id", "bedspace", true, ""},
                    Arrival(),
                    Nights(),
                    Units()};
  command.service = "accommodation";
  command.method = Method("ExplainBedspace");
  command.view.field = "exclusions";
  command.view.list = true;
  command.view.columns = {{"excluded because", "reason", "EXCLUSION_REASON_"},
                          {"explanation", "explanation", ""}};
  return command;
}

Command Offer() {
  Command command = Change(
      "offer", "OfferPlacement", "Offer a bed to a person",
      "ttg offer A4834PO PR0000-1 --nights 84",
      {Person(),
       {FieldKind::kText, "BEDSPACE", "bedspace_id", "bedspace", true, ""},
       Arrival(),
       Nights(),
       {FieldKind::kDate, "--expires", "offer_expires_on", "last day of the offer", false, ""},
       {FieldKind::kText, "--long-stay-by", "long_stay.authorised_by",
        "who authorised more nights than usual", false, ""},
       {FieldKind::kText, "--long-stay-reason", "long_stay.reason", "why", false, ""}});
  command.target = Target::kNone;
  command.etag = false;
  return command;
}

Command Show() {
  Command command = Change("placement show", "GetPlacement", "Show a placement",
                           "ttg placement show A4834PO", {});
  command.changes = false;
  command.etag = false;
  return command;
}

Command List() {
  Command command;
  command.words = "placement list";
  command.help = "List placements";
  command.example = "ttg placement list --state at-risk";
  command.fields = {
      {FieldKind::kPerson, "--person", "person_id", "id or prison number", false, ""},
      {FieldKind::kText, "--bedspace", "bedspace_id", "bedspace", false, ""},
      {FieldKind::kText, "--provider", "provider_id", "provider", false, ""},
      {FieldKind::kEnumList, "--state", "states", "offered, confirmed, at-risk …", false,
       "PLACEMENT_STATE_"},
      {FieldKind::kDate, "--from", "from", "first day", false, ""},
      {FieldKind::kDate, "--to", "to", "last day", false, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "accommodation";
  command.method = Method("ListPlacements");
  command.view = PlacementView();
  command.view.field = "placements";
  command.view.list = true;
  command.view.columns = {{"placement", "placement_id", ""}, {"person", "person_id", ""},
                          {"bedspace", "bedspace_id", ""},   {"state", "state", "PLACEMENT_STATE_"},
                          {"arrival", "arrival_date", ""},   {"departure", "departure_date", ""},
                          {"reason", "reason", ""}};
  return command;
}

// Both decisions in one go, for whoever has the provider's and the person's word.
int Confirm(Environment& environment, const Arguments& arguments) {
  const Command accept = Change("", "RecordProviderDecision", "", "", {}, {{"accepted", true}});
  const Command agree = Change("", "RecordPersonAgreement", "", "", {}, {{"agreed", true}});
  const auto accepted = Perform(accept, environment, arguments);
  if (!accepted) return environment.output.Fail(accepted.error());
  return RunCommand(agree, environment, arguments);
}

Command ConfirmCommand() {
  Command command;
  command.words = "placement confirm";
  command.help = "Record that the provider accepts and the person agrees";
  command.example = "ttg placement confirm A4834PO";
  command.target = Target::kPlacement;
  command.run = Confirm;
  return command;
}

}  // namespace

std::vector<Command> BedCommands() {
  return {
      BedsFor(),
      Explain(),
      Offer(),
      Show(),
      List(),
      Change("placement accept", "RecordProviderDecision", "Record that the provider accepts",
             "ttg placement accept A4834PO", {}, {{"accepted", true}}),
      Change("placement decline", "RecordProviderDecision", "Record that the provider declines",
             "ttg placement decline A4834PO --reason not-enough-time-to-place",
             {{FieldKind::kEnum, "--reason", "declined_because",
               "risk-cannot-be-managed, support-needs-cannot-be-met, not-enough-time-to-place, "
               "bed-no-longer-available or not-suitable-with-residents",
               true, "PROVIDER_DECLINE_REASON_"}}),
      Change("placement agree", "RecordPersonAgreement", "Record that the person agrees",
             "ttg placement agree A4834PO", {}, {{"agreed", true}}),
      Change("placement refuse", "RecordPersonAgreement", "Record that the person declines",
             "ttg placement refuse A4834PO --reason area-not-wanted",
             {{FieldKind::kEnum, "--reason", "declined_because",
               "other-accommodation-found, area-not-wanted, sharing-not-wanted or no-reason-given",
               true, "PERSON_DECLINE_REASON_"}}),
      ConfirmCommand(),
      Change("placement arrive", "RecordArrival", "Record the arrival",
             "ttg placement arrive A4834PO 2026-12-04",
             {{FieldKind::kDate, "DATE", "arrived_on", "the day", true, ""}}),
      Change("placement depart", "RecordDeparture", "Record the departure",
             "ttg placement depart A4834PO 2027-02-26",
             {{FieldKind::kDate, "DATE", "departed_on", "the day", true, ""}}),
      Change("placement cancel", "CancelPlacement", "Cancel a placement",
             "ttg placement cancel A4834PO --reason person-withdrew",
             {{FieldKind::kEnum, "--reason", "reason",
               "other-accommodation-found, release-will-not-happen, person-withdrew, "
               "provider-withdrew, bed-lost or recorded-by-mistake",
               true, "CANCELLATION_REASON_"}}),
  };
}

}  // namespace ttg::cli

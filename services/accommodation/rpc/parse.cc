#include "accommodation/rpc/parse.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "accommodation/rpc/render.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::accommodation {
namespace {

constexpr int kMostDeliveryUnits = 5;
constexpr int kMostNights = 366;

int ReadNights(rpc::Fields& fields, int nights) {
  if (nights < 0 || nights > kMostNights) {
    fields.Refuse("nights", "NIGHTS_INVALID", "a stay has 1 to 366 nights");
  }
  return nights == 0 ? kNightsWithoutAuthorisation : nights;
}

template <typename Units>
std::set<DeliveryUnit> ReadUnits(rpc::Fields& fields, const Units& units) {
  std::set<DeliveryUnit> read;
  for (const std::string& unit : units) {
    if (auto one = fields.Required<DeliveryUnit>("delivery_units", unit)) {
      read.insert(*std::move(one));
    }
  }
  if (units.size() > kMostDeliveryUnits) {
    fields.Refuse("delivery_units", "TOO_MANY", "at most 5 delivery units at once");
  }
  return read;
}

// The words of the contract without their prefix, as events and records say them.
std::string Reason(rpc::Fields& fields, std::string_view field, const std::string& name,
                   std::string_view prefix) {
  if (name.size() <= prefix.size() || name.ends_with("_UNSPECIFIED")) {
    fields.Refuse(field, "REASON_REQUIRED", "say why");
    return "";
  }
  return name.substr(prefix.size());
}

template <typename Request>
std::optional<std::string> ReadDecision(rpc::Fields& fields, const Request& in, bool said_yes,
                                        const std::string& name, std::string_view prefix) {
  if (in.decision_case() == Request::kDeclinedBecause) {
    return Reason(fields, "declined_because", name, prefix);
  }
  if (!said_yes) fields.Refuse("decision", "DECISION_REQUIRED", "say yes, or why not");
  return std::nullopt;
}

Error BadToken() { return Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours"); }

Result<std::pair<Date, PlacementId>> ReadCursor(const std::string& cursor) {
  const auto space = cursor.find(' ');
  if (space == std::string::npos) return BadToken();
  const auto arrival = ParseDate(cursor.substr(0, space));
  auto id = PlacementId::Parse(cursor.substr(space + 1));
  if (!arrival || !id) return BadToken();
  return std::pair(*arrival, *std::move(id));
}

Result<std::int64_t> ReadNumber(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return BadToken();
  return number;
}

}  // namespace

Result<WantedStay> Parse(const v1::SearchBedspacesRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto arrival =
      fields.OptionalDate("arrival_date", in.has_arrival_date(), in.arrival_date());
  const int nights = ReadNights(fields, in.nights());
  auto units = ReadUnits(fields, in.delivery_units());
  TTG_RETURN_IF_ERROR(fields.Check());
  return WantedStay{*person, arrival, nights, std::move(units)};
}

Result<ExplainQuery> Parse(const v1::ExplainBedspaceRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto bedspace = fields.Required<BedspaceId>("bedspace_id", in.bedspace_id());
  const auto arrival =
      fields.OptionalDate("arrival_date", in.has_arrival_date(), in.arrival_date());
  const int nights = ReadNights(fields, in.nights());
  auto units = ReadUnits(fields, in.delivery_units());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ExplainQuery{*bedspace, {*person, arrival, nights, std::move(units)}};
}

Result<OfferPlacement::Command> Parse(const v1::OfferPlacementRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto bedspace = fields.Required<BedspaceId>("bedspace_id", in.bedspace_id());
  const auto arrival =
      fields.OptionalDate("arrival_date", in.has_arrival_date(), in.arrival_date());
  const int nights = ReadNights(fields, in.nights());
  const auto expires =
      fields.OptionalDate("offer_expires_on", in.has_offer_expires_on(), in.offer_expires_on());
  std::optional<LongStayAuthorisation> long_stay;
  if (in.has_long_stay()) {
    const auto by =
        fields.Required<ActorId>("long_stay.authorised_by", in.long_stay().authorised_by());
    const std::string& reason = fields.RequiredText("long_stay.reason", in.long_stay().reason());
    if (by) long_stay = LongStayAuthorisation{*by, reason};
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return OfferPlacement::Command{{*person, arrival, nights, {}}, *bedspace, expires, long_stay};
}

Result<RecordProviderDecision::Command> Parse(const v1::RecordProviderDecisionRequest& in) {
  rpc::Fields fields;
  const auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  const auto version = fields.Etag(in.etag());
  auto declined =
      ReadDecision(fields, in, in.accepted(), v1::ProviderDeclineReason_Name(in.declined_because()),
                   "PROVIDER_DECLINE_REASON_");
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordProviderDecision::Command{*placement, version, std::move(declined)};
}

Result<RecordPersonAgreement::Command> Parse(const v1::RecordPersonAgreementRequest& in) {
  rpc::Fields fields;
  const auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  const auto version = fields.Etag(in.etag());
  auto declined =
      ReadDecision(fields, in, in.agreed(), v1::PersonDeclineReason_Name(in.declined_because()),
                   "PERSON_DECLINE_REASON_");
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordPersonAgreement::Command{*placement, version, std::move(declined)};
}

Result<RecordArrival::Command> Parse(const v1::RecordArrivalRequest& in) {
  rpc::Fields fields;
  const auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  const auto version = fields.Etag(in.etag());
  const auto day = fields.RequiredDate("arrived_on", in.has_arrived_on(), in.arrived_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordArrival::Command{*placement, version, *day};
}

Result<RecordDeparture::Command> Parse(const v1::RecordDepartureRequest& in) {
  rpc::Fields fields;
  const auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  const auto version = fields.Etag(in.etag());
  const auto day = fields.RequiredDate("departed_on", in.has_departed_on(), in.departed_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordDeparture::Command{*placement, version, *day};
}

Result<CancelPlacement::Command> Parse(const v1::CancelPlacementRequest& in) {
  rpc::Fields fields;
  const auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  const auto version = fields.Etag(in.etag());
  std::string reason =
      Reason(fields, "reason", v1::CancellationReason_Name(in.reason()), "CANCELLATION_REASON_");
  TTG_RETURN_IF_ERROR(fields.Check());
  return CancelPlacement::Command{*placement, version, std::move(reason)};
}

Result<PlacementId> Parse(const v1::GetPlacementRequest& in) {
  rpc::Fields fields;
  auto placement = fields.Required<PlacementId>("placement_id", in.placement_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return *std::move(placement);
}

Result<AcknowledgeReleaseDay::Command> Parse(const v1::AcknowledgeReleaseDayRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto cause = fields.Required<EventId>("cause_event_id", in.cause_event_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return AcknowledgeReleaseDay::Command{*person, *cause};
}

Result<PlacementQuery> Parse(const v1::ListPlacementsRequest& in) {
  rpc::Fields fields;
  PlacementQuery query;
  query.person = fields.Optional<PersonId>("person_id", in.person_id());
  query.bedspace = fields.Optional<BedspaceId>("bedspace_id", in.bedspace_id());
  query.provider = fields.Optional<ProviderId>("provider_id", in.provider_id());
  query.from = fields.OptionalDate("from", in.has_from(), in.from());
  query.to = fields.OptionalDate("to", in.has_to(), in.to());
  if (query.from && query.to && *query.to < *query.from) {
    fields.Refuse("to", "ENDS_BEFORE_IT_BEGINS", "the window ends before it begins");
  }
  for (const int state : in.states()) {
    if (const auto one = FromProto(static_cast<v1::PlacementState>(state))) {
      query.states.push_back(*one);
    } else {
      fields.Refuse("states", "STATE_UNKNOWN", "this state is not known");
    }
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), 100, 500));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (!cursor.empty()) {
    TTG_TRY(query.after, ReadCursor(cursor));
  }
  return query;
}

Result<AnswerQuery> Parse(const v1::ListReleaseDayAnswersRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  AnswerQuery query{.person = *person, .open_only = in.open_only()};
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), 100, 500));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (!cursor.empty()) {
    TTG_TRY(query.before_sequence, ReadNumber(cursor));
  }
  return query;
}

std::string CursorAfter(const Placement& last) {
  return fmt::format("{} {}", FormatDate(last.stay().arrival), last.id().str());
}

std::string CursorAfter(const AnsweredReleaseDay& last) {
  return std::to_string(last.answer.sequence);
}

}  // namespace ttg::accommodation

#include "release/rpc/parse.h"

#include <algorithm>
#include <utility>

#include "absl/time/time.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr int kLargestBatch = 500;
// Stands between key and id of a cursor; no key holds it.
constexpr char kSeparator = '\x1f';

template <typename Request>
std::optional<PersonTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!person) return std::nullopt;
  return PersonTarget{*person, version};
}

std::optional<HoldKind> HoldKindOf(pb::HoldKind kind, rpc::Fields& fields) {
  const auto known = FromProto(kind, HoldKind::kHospital);
  if (!known) fields.Refuse("kind", "FIELD_REQUIRED", "say which kind of hold it is");
  return known;
}

Error BatchTooLarge(std::string field) {
  return InvalidField(std::move(field), "BATCH_TOO_LARGE", "ask for at most 500 at once");
}

Result<std::optional<ReleaseCursor>> ReadCursor(const pb::ListReleasesRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<ReleaseCursor>();
  const std::size_t end = cursor.find(kSeparator);
  if (end == std::string::npos) {
    return Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours");
  }
  return std::optional(ReleaseCursor{cursor.substr(0, end), cursor.substr(end + 1)});
}

ReleaseOrder OrderOf(pb::ReleaseOrder order) {
  if (order == pb::RELEASE_ORDER_NAME) return ReleaseOrder::kName;
  if (order == pb::RELEASE_ORDER_PRISON_NUMBER) return ReleaseOrder::kPrisonNumber;
  return ReleaseOrder::kReleaseDate;
}

}  // namespace

Result<SetReleaseDates::Command> Parse(const pb::SetReleaseDatesRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  std::vector<DateEntry> entries;
  for (const pb::DateEntry& line : in.dates()) {
    const auto type = FromProto(line.type(), DateType::kLed);
    if (!type) fields.Refuse("dates.type", "FIELD_REQUIRED", "say which type of date it is");
    const auto date = fields.OptionalDate("dates.date", line.has_date(), line.date());
    const auto override_date =
        fields.OptionalDate("dates.override_date", line.has_override_date(), line.override_date());
    entries.push_back({type.value_or(DateType::kCrd), date, override_date, line.regime()});
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return SetReleaseDates::Command{*std::move(target), std::move(entries), in.reason()};
}

Result<ConfirmReleaseDate::Command> Parse(const pb::ConfirmReleaseDateRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto day = fields.RequiredDate("release_date", in.has_release_date(), in.release_date());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ConfirmReleaseDate::Command{*std::move(target), *day, in.reason()};
}

Result<ClearConfirmedDate::Command> Parse(const pb::ClearConfirmedDateRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ClearConfirmedDate::Command{*std::move(target), in.reason()};
}

Result<RequestExtraDay::Command> Parse(const pb::RequestExtraDayRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RequestExtraDay::Command{*std::move(target), in.reason()};
}

Result<ApproveExtraDay::Command> Parse(const pb::ApproveExtraDayRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return ApproveExtraDay::Command{*std::move(target)};
}

Result<RevertToLawfulDay::Command> Parse(const pb::RevertToLawfulDayRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RevertToLawfulDay::Command{*std::move(target), in.reason()};
}

Result<RecordHold::Command> Parse(const pb::RecordHoldRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = HoldKindOf(in.kind(), fields);
  fields.RequiredText("authority", in.authority(), 200);
  const auto held_on = fields.RequiredDate("held_on", in.has_held_on(), in.held_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordHold::Command{*std::move(target), *kind, in.authority(), *held_on};
}

Result<LiftHold::Command> Parse(const pb::LiftHoldRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = HoldKindOf(in.kind(), fields);
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return LiftHold::Command{*std::move(target), *kind, in.reason()};
}

Result<RecordRelease::Command> Parse(const pb::RecordReleaseRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto day = fields.RequiredDate("released_on", in.has_released_on(), in.released_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordRelease::Command{*std::move(target), *day};
}

Result<ReverseRelease::Command> Parse(const pb::ReverseReleaseRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReverseRelease::Command{*std::move(target), in.reason()};
}

Result<AssignOwner::Command> Parse(const pb::AssignOwnerRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto owner = fields.Required<ActorId>("owner_id", in.owner_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return AssignOwner::Command{*std::move(target), *owner};
}

Result<TransferPrison::Command> Parse(const pb::TransferPrisonRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto prison = fields.Required<PrisonId>("prison_id", in.prison_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return TransferPrison::Command{*std::move(target), *prison};
}

Result<ChangeDeliveryUnit::Command> Parse(const pb::ChangeDeliveryUnitRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto unit = fields.Required<DeliveryUnit>("delivery_unit", in.delivery_unit());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ChangeDeliveryUnit::Command{*std::move(target), *unit};
}

Result<std::variant<PersonId, PrisonNumber>> Parse(const pb::GetPersonRequest& in) {
  using Key = std::variant<PersonId, PrisonNumber>;
  rpc::Fields fields;
  std::optional<Key> key;
  if (in.key_case() == pb::GetPersonRequest::kPrisonNumber) {
    const auto number =
        fields.Take("prison_number", ParsePrisonNumber(NormaliseIdentifier(in.prison_number())));
    if (number) key = *number;
  } else if (const auto id = fields.Required<PersonId>("person_id", in.person_id())) {
    key = *id;
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return *std::move(key);
}

namespace {

// Personal data may be in it, so it is in no message. Long enough for any name.
constexpr std::size_t kLongestText = 200;

std::optional<PathwayFilter> PathwayOf(const pb::ListReleasesRequest& in, rpc::Fields& fields) {
  const auto pathway = FromProto(in.pathway(), Pathway::kHealth);
  const auto status = FromProto(in.pathway_status(), PathwayStatus::kDone);
  if (pathway && status) return PathwayFilter{*pathway, *status};
  if (pathway || in.pathway_status() != pb::PATHWAY_STATUS_UNSPECIFIED ||
      in.pathway() != pb::PATHWAY_UNSPECIFIED) {
    fields.Refuse(pathway ? "pathway_status" : "pathway", "FIELD_REQUIRED",
                  "name a pathway and its status, both or neither");
  }
  return std::nullopt;
}

}  // namespace

Result<ReleaseQuery> Parse(const pb::ListReleasesRequest& in) {
  rpc::Fields fields;
  ReleaseQuery query;
  query.from = fields.OptionalDate("from", in.has_from(), in.from());
  query.to = fields.OptionalDate("to", in.has_to(), in.to());
  if (query.from && query.to && *query.to < *query.from) {
    fields.Refuse("to", "WINDOW_REVERSED", "the window ends before it begins");
  }
  query.prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  query.delivery_unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
  query.owner = fields.Optional<ActorId>("owner_id", in.owner_id());
  query.without_owner = in.without_owner();
  query.without_delivery_unit = in.without_delivery_unit();
  if (query.owner && query.without_owner) {
    fields.Refuse("without_owner", "FILTERS_CONTRADICT", "ask for an owner or for none");
  }
  if (query.delivery_unit && query.without_delivery_unit) {
    fields.Refuse("without_delivery_unit", "FILTERS_CONTRADICT",
                  "ask for a delivery unit or for none");
  }
  query.text = in.text();
  if (query.text.size() > kLongestText) {
    fields.Refuse("text", "TEXT_TOO_LONG", "give the beginning of a name or number");
  }
  query.pathway = PathwayOf(in, fields);
  query.overdue = in.overdue();
  query.warning = FromProto(in.warning(), ReleaseDayWarning::kUnderEighteen);
  query.friday_or_pre_holiday = in.friday_or_pre_holiday();
  query.no_fixed_abode = in.no_fixed_abode();
  if (in.has_changed_since()) {
    query.changed_since = absl::FromUnixSeconds(in.changed_since().seconds()) +
                          absl::Nanoseconds(in.changed_since().nanos());
  }
  query.state = FromProto(in.state(), PersonState::kMerged);
  query.order = OrderOf(in.order_by());
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.after, ReadCursor(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

Result<RefusedQuery> Parse(const pb::ListRefusedRowsRequest& in) {
  rpc::Fields fields;
  RefusedQuery query;
  query.prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.after, rpc::ReadPageToken(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

Result<std::vector<PersonId>> Parse(const pb::BatchGetPersonProfilesRequest& in) {
  if (in.person_ids_size() > kLargestBatch) return BatchTooLarge("person_ids");
  rpc::Fields fields;
  std::vector<PersonId> ids;
  for (const std::string& text : in.person_ids()) {
    if (const auto id = fields.Required<PersonId>("person_ids", text)) ids.push_back(*id);
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return ids;
}

Result<std::vector<PrisonNumber>> Parse(const pb::ResolvePrisonNumbersRequest& in) {
  if (in.prison_numbers_size() > kLargestBatch) return BatchTooLarge("prison_numbers");
  std::vector<PrisonNumber> numbers;
  for (const std::string& text : in.prison_numbers()) {
    if (const auto number = ParsePrisonNumber(NormaliseIdentifier(text))) {
      numbers.push_back(*number);
    }
  }
  return numbers;
}

std::string CursorAfter(const ReleaseLine& line) { return line.key + kSeparator + line.id.str(); }

}  // namespace ttg::release

#include "release/rpc/movements/movement_parse.h"

#include <utility>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/movements/movement_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
// Stands between the two parts of a cursor; neither holds it.
constexpr char kSeparator = ' ';

// To the microsecond, which is what is stored. The years are those of a date.
std::optional<Instant> InstantOf(const google::protobuf::Timestamp& given) {
  const Instant instant =
      absl::FromUnixSeconds(given.seconds()) + absl::Microseconds(given.nanos() / 1000);
  const bool sensible = instant >= absl::FromCivil(Date(1900, 1, 1), absl::UTCTimeZone()) &&
                        instant < absl::FromCivil(Date(2200, 1, 1), absl::UTCTimeZone());
  return sensible && given.nanos() >= 0 ? std::optional(instant) : std::nullopt;
}

template <typename Request>
Happening HappeningOf(const Request& in, rpc::Fields& fields) {
  const auto kind = FromProto(in.kind(), MovementKind::kReturnedToCustody);
  if (!kind) fields.Refuse("kind", "FIELD_REQUIRED", "say what has happened");
  const auto occurred_at = InstantOf(in.occurred_at());
  if (!in.has_occurred_at()) {
    fields.Refuse("occurred_at", "FIELD_REQUIRED", "say when it happened");
  } else if (!occurred_at) {
    fields.Refuse("occurred_at", "INSTANT_MALFORMED", "this is no instant of our time");
  }
  const auto prison = fields.Optional<PrisonId>("to_prison_id", in.to_prison_id());
  if (!in.reason().empty()) fields.RequiredText("reason", in.reason());
  return {kind.value_or(MovementKind::kAdmission), occurred_at.value_or(Instant()), prison,
          in.reason(), std::nullopt};
}

template <typename Request>
std::optional<MovementTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  const auto movement = fields.Required<MovementId>("movement_id", in.movement_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!movement) return std::nullopt;
  return MovementTarget{*movement, version};
}

Result<std::optional<MovementCursor>> ReadCursor(const pb::ListMovementsRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<MovementCursor>();
  const std::size_t end = cursor.find(kSeparator);
  const auto occurred_at = ParseInstant(cursor.substr(0, end));
  const auto id = MovementId::Parse(end == std::string::npos ? "" : cursor.substr(end + 1));
  if (!occurred_at || !id) {
    return Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours");
  }
  return std::optional(MovementCursor{*occurred_at, *id});
}

}  // namespace

Result<RecordMovement::Command> Parse(const pb::RecordMovementRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  Happening what = HappeningOf(in, fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordMovement::Command{{*person, version}, std::move(what)};
}

Result<ReverseMovement::Command> Parse(const pb::ReverseMovementRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  if (!in.reason().empty()) fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReverseMovement::Command{*std::move(target), in.reason()};
}

Result<CorrectMovement::Command> Parse(const pb::CorrectMovementRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  Happening what = HappeningOf(in, fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return CorrectMovement::Command{*std::move(target), std::move(what)};
}

Result<MovementQuery> Parse(const pb::ListMovementsRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(const int limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(auto before, ReadCursor(in));
  return MovementQuery{*person, std::move(before), limit};
}

std::string CursorAfter(const Movement& movement) {
  return FormatInstant(movement.occurred_at) + kSeparator + movement.id.str();
}

}  // namespace ttg::release

#include "release/rpc/timetable/timetable_parse.h"

#include <utility>

#include <fmt/format.h>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(MilestoneKind::kEmploymentSixMonths) + 1 ==
              pb::MILESTONE_KIND_EMPLOYMENT_SIX_MONTHS);

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestSecret = 200;
// An ISO date, a UUID and a code, with a separator between them.
constexpr std::size_t kDateLength = 10;
constexpr std::size_t kIdLength = 36;

template <typename Request>
std::optional<PersonTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!person) return std::nullopt;
  return PersonTarget{*std::move(person), version};
}

std::optional<MilestoneKind> KindOf(pb::MilestoneKind kind, rpc::Fields& fields) {
  const auto known = FromProto(kind, MilestoneKind::kEmploymentSixMonths);
  if (!known) fields.Refuse("kind", "FIELD_REQUIRED", "say which step of the timetable it is");
  return known;
}

template <typename Command, typename Request>
Result<Command> ParseWithReason(const Request& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = KindOf(in.kind(), fields);
  fields.RequiredText("reason", in.reason(), kLongestText);
  TTG_RETURN_IF_ERROR(fields.Check());
  return Command{*std::move(target), *kind, Sensitive(in.reason())};
}

Result<std::optional<ListDueMilestones::Cursor>> ReadCursor(
    const pb::ListDueMilestonesRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<ListDueMilestones::Cursor>();
  const Error invalid = Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours");
  if (cursor.size() <= kDateLength + kIdLength + 2) return invalid;
  const auto due_on = ParseDate(cursor.substr(0, kDateLength));
  auto person = PersonId::Parse(cursor.substr(kDateLength + 1, kIdLength));
  const auto kind = ParseMilestoneKind(cursor.substr(kDateLength + kIdLength + 2));
  if (!due_on || !person || !kind) return invalid;
  return std::optional(ListDueMilestones::Cursor{*due_on, *std::move(person), *kind});
}

}  // namespace

Result<PersonId> Parse(const pb::GetTimetableRequest& in) {
  rpc::Fields fields;
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return *std::move(person);
}

Result<RecordMilestone::Command> Parse(const pb::RecordMilestoneRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = KindOf(in.kind(), fields);
  const auto done_on = fields.RequiredDate("done_on", in.has_done_on(), in.done_on());
  fields.RequiredText("evidence", in.evidence(), kLongestText);
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordMilestone::Command{*std::move(target), *kind, *done_on, Sensitive(in.evidence())};
}

Result<DropMilestone::Command> Parse(const pb::DropMilestoneRequest& in) {
  return ParseWithReason<DropMilestone::Command>(in);
}

Result<ReopenMilestone::Command> Parse(const pb::ReopenMilestoneRequest& in) {
  return ParseWithReason<ReopenMilestone::Command>(in);
}

Result<SetCourtDate::Command> Parse(const pb::SetCourtDateRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto day = fields.OptionalDate("court_date", in.has_court_date(), in.court_date());
  TTG_RETURN_IF_ERROR(fields.Check());
  return SetCourtDate::Command{*std::move(target), day};
}

Result<ListDueMilestones::Query> Parse(const pb::ListDueMilestonesRequest& in) {
  rpc::Fields fields;
  ListDueMilestones::Query query;
  query.owner = fields.Optional<ActorId>("owner_id", in.owner_id());
  query.prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  query.delivery_unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
  query.due_by = fields.OptionalDate("due_by", in.has_due_by(), in.due_by());
  query.overdue_only = in.overdue_only();
  query.escalated_only = in.escalated_only();
  if (in.kind() != pb::MILESTONE_KIND_UNSPECIFIED) query.kind = KindOf(in.kind(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.after, ReadCursor(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

Result<RevokeCalendarFeed::Command> Parse(const pb::RevokeCalendarFeedRequest& in) {
  rpc::Fields fields;
  auto feed = fields.Required<CalendarFeedId>("calendar_feed_id", in.calendar_feed_id());
  const std::int64_t version = fields.Etag(in.etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RevokeCalendarFeed::Command{*std::move(feed), version};
}

Result<std::string> Parse(const pb::GetCalendarFeedRequest& in) {
  rpc::Fields fields;
  fields.RequiredText("secret", in.secret(), kLongestSecret);
  TTG_RETURN_IF_ERROR(fields.Check());
  return in.secret();
}

std::string CursorAfter(const DueMilestone& line) {
  return fmt::format("{} {} {}", FormatDate(*line.milestone.due_on), line.person.str(),
                     ToString(line.milestone.kind));
}

}  // namespace ttg::release

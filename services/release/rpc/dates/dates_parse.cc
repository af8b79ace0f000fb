#include "release/rpc/dates/dates_parse.h"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr char kSeparator = ':';

Error NotOurs() { return Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours"); }

// The text up to the next separator, which goes with it.
std::string_view Take(std::string_view& text) {
  const std::size_t at = text.find(kSeparator);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

std::optional<std::int64_t> NumberIn(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::optional<DateChangeCursor>> ReadCursor(const v1::ListDateChangesRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<DateChangeCursor>();
  std::string_view rest = cursor;
  const auto version = NumberIn(Take(rest));
  const auto ordinal = NumberIn(rest);
  if (!version || !ordinal) return NotOurs();
  return std::optional(DateChangeCursor{*version, *ordinal});
}

Result<std::optional<UrgentTaskCursor>> ReadCursor(const v1::ListUrgentTasksRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<UrgentTaskCursor>();
  std::string_view rest = cursor;
  const auto since = ParseDate(Take(rest));
  const std::string person(Take(rest));
  const auto warning = ParseReleaseDayWarning(rest);
  if (!since || !warning) return NotOurs();
  return std::optional(UrgentTaskCursor{*since, person, *warning});
}

}  // namespace

Result<DateChangeQuery> Parse(const v1::ListDateChangesRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  DateChangeQuery query{.person = *person, .material_only = in.material_only()};
  TTG_TRY(query.after, ReadCursor(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

Result<UrgentTaskQuery> Parse(const v1::ListUrgentTasksRequest& in) {
  rpc::Fields fields;
  UrgentTaskQuery query;
  query.owner = fields.Optional<ActorId>("owner_id", in.owner_id());
  query.prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  query.delivery_unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
  query.warning = FromProto(in.warning(), ReleaseDayWarning::kUnderEighteen);
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.after, ReadCursor(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

std::string CursorAfter(const DateChangeLine& line) {
  return fmt::format("{}{}{}", line.at.version, kSeparator, line.at.ordinal);
}

std::string CursorAfter(const UrgentTask& task) {
  return fmt::format("{1}{0}{2}{0}{3}", kSeparator, FormatDate(task.since), task.person.str(),
                     ToString(task.warning));
}

}  // namespace ttg::release

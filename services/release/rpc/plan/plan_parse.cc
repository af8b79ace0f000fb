#include "release/rpc/plan/plan_parse.h"

#include <algorithm>
#include <utility>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/plan/plan_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

using Text = Sensitive<std::string>;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr std::ptrdiff_t kMostCharacters = 1000;

// Of UTF-8: every byte that does not continue a character begins one.
std::ptrdiff_t CharactersOf(const std::string& text) {
  return std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

Text OptionalText(const char* field, const std::string& text, rpc::Fields& fields) {
  if (CharactersOf(text) > kMostCharacters) {
    fields.Refuse(field, "FIELD_TOO_LONG", "this field has at most 1,000 characters");
  }
  return Text(text);
}

Text RequiredText(const char* field, const std::string& text, rpc::Fields& fields) {
  if (text.empty()) fields.Refuse(field, "FIELD_REQUIRED", "this field is required");
  return OptionalText(field, text, fields);
}

template <typename Request>
std::optional<PlanTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!person) return std::nullopt;
  return PlanTarget{*person, version};
}

// A code that has to be said. `last` is the last of its set.
template <typename Domain, typename Proto>
std::optional<Domain> RequiredCode(const char* field, Proto value, Domain last,
                                   rpc::Fields& fields) {
  const auto known = FromProto(value, last);
  if (!known) fields.Refuse(field, "FIELD_REQUIRED", "this field is required");
  return known;
}

std::optional<ReportKind> KindOf(pb::ReportKind kind, rpc::Fields& fields) {
  return RequiredCode("kind", kind, ReportKind::kPreRelease, fields);
}

std::optional<Pathway> PathwayOf(pb::Pathway pathway, rpc::Fields& fields) {
  return RequiredCode("pathway", pathway, Pathway::kHealth, fields);
}

}  // namespace

Result<AssessPathway::Command> Parse(const pb::AssessPathwayRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto pathway = PathwayOf(in.pathway(), fields);
  const auto status = RequiredCode("status", in.status(), PathwayStatus::kDone, fields);
  Text reason = OptionalText("reason", in.reason(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return AssessPathway::Command{*std::move(target), *pathway, *status, std::move(reason)};
}

Result<RecordNeed::Command> Parse(const pb::RecordNeedRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto pathway = PathwayOf(in.pathway(), fields);
  Text description = RequiredText("description", in.description(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordNeed::Command{*std::move(target), *pathway, std::move(description)};
}

Result<PlanAction::Command> Parse(const pb::PlanActionRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto need = fields.Required<NeedId>("need_id", in.need_id());
  Text description = RequiredText("description", in.description(), fields);
  auto owner = fields.Required<ActorId>("owner_id", in.owner_id());
  const auto due_on = fields.RequiredDate("due_on", in.has_due_on(), in.due_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return PlanAction::Command{*std::move(target), *std::move(need), std::move(description),
                             *std::move(owner), *due_on};
}

Result<CompleteAction::Command> Parse(const pb::CompleteActionRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto action = fields.Required<ActionId>("action_id", in.action_id());
  const auto done_on = fields.RequiredDate("done_on", in.has_done_on(), in.done_on());
  Text result = RequiredText("result", in.result(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return CompleteAction::Command{*std::move(target), *std::move(action), *done_on,
                                 std::move(result)};
}

Result<CancelAction::Command> Parse(const pb::CancelActionRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto action = fields.Required<ActionId>("action_id", in.action_id());
  Text reason = RequiredText("reason", in.reason(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return CancelAction::Command{*std::move(target), *std::move(action), std::move(reason)};
}

Result<ReassignAction::Command> Parse(const pb::ReassignActionRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto action = fields.Required<ActionId>("action_id", in.action_id());
  auto owner = fields.Required<ActorId>("owner_id", in.owner_id());
  const auto due_on = fields.RequiredDate("due_on", in.has_due_on(), in.due_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReassignAction::Command{*std::move(target), *std::move(action), *std::move(owner),
                                 *due_on};
}

Result<RecordNeedOutcome::Command> Parse(const pb::RecordNeedOutcomeRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto need = fields.Required<NeedId>("need_id", in.need_id());
  const auto outcome = RequiredCode("outcome", in.outcome(), NeedOutcome::kDeclined, fields);
  Text note = OptionalText("note", in.note(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordNeedOutcome::Command{*std::move(target), *std::move(need), *outcome,
                                    std::move(note)};
}

Result<ReviewNeed::Command> Parse(const pb::ReviewNeedRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto need = fields.Required<NeedId>("need_id", in.need_id());
  Text note = RequiredText("note", in.note(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReviewNeed::Command{*std::move(target), *std::move(need), in.close(), std::move(note)};
}

Result<StartReport::Command> Parse(const pb::StartReportRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = KindOf(in.kind(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return StartReport::Command{*std::move(target), *kind};
}

Result<SubmitReport::Command> Parse(const pb::SubmitReportRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = KindOf(in.kind(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return SubmitReport::Command{*std::move(target), *kind};
}

Result<ReviewReport::Command> Parse(const pb::ReviewReportRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  const auto kind = KindOf(in.kind(), fields);
  Text note = OptionalText("note", in.note(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReviewReport::Command{*std::move(target), *kind, in.accept(), std::move(note)};
}

Result<PersonId> Parse(const pb::GetPlanRequest& in) {
  rpc::Fields fields;
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return *std::move(person);
}

Result<CheckReport::Query> Parse(const pb::CheckReportRequest& in) {
  rpc::Fields fields;
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto kind = KindOf(in.kind(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return CheckReport::Query{*std::move(person), *kind};
}

Result<ReportQuery> Parse(const pb::ListReportsRequest& in) {
  rpc::Fields fields;
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  ReportQuery query{.person = *std::move(person),
                    .kind = FromProto(in.kind(), ReportKind::kPreRelease),
                    .after = ""};
  TTG_TRY(query.after, rpc::ReadPageToken(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

}  // namespace ttg::release

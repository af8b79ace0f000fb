#include "release/rpc/ownership/ownership_parse.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "platform/auth/base64url.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(OwnerSide::kCommunity) + 1 == pb::OWNER_SIDE_COMMUNITY);
static_assert(static_cast<int>(HandoverState::kAssigned) + 1 == pb::HANDOVER_STATE_ASSIGNED);
static_assert(static_cast<int>(HandoverItem::kPersonTold) + 1 == pb::HANDOVER_ITEM_PERSON_TOLD);
static_assert(static_cast<int>(HandoverDueRule::kAtOnce) + 1 == pb::HANDOVER_DUE_RULE_AT_ONCE);
static_assert(static_cast<int>(TransferReason::kWorkload) + 1 == pb::TRANSFER_REASON_WORKLOAD);

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr int kMostReceivers = 100;
constexpr int kMostCases = 5000;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestTelephone = 50;
// Stands first in a preview token, so that a later version can tell its own.
constexpr std::string_view kTokenVersion = "reallocation-1";

template <typename Request>
std::optional<HandoverTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  auto handover = fields.Required<HandoverId>("handover_id", in.handover_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!handover) return std::nullopt;
  return HandoverTarget{*std::move(handover), version};
}

template <typename Request>
std::optional<WorkerTarget> WorkerOf(const Request& in, rpc::Fields& fields) {
  auto worker = fields.Required<ActorId>("worker_id", in.worker_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!worker) return std::nullopt;
  return WorkerTarget{*std::move(worker), version};
}

template <typename Command, typename Request>
Result<Command> ParseWithReason(const Request& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return Command{*std::move(target), in.reason()};
}

void CheckLength(const char* field, const std::string& text, std::size_t most,
                 rpc::Fields& fields) {
  if (text.size() > most) fields.Refuse(field, "TEXT_TOO_LONG", "this text is too long");
}

Worker::Description DescriptionOf(const pb::Worker& in, rpc::Fields& fields) {
  CheckLength("worker.name", in.name(), kLongestName, fields);
  CheckLength("worker.telephone", in.telephone(), kLongestTelephone, fields);
  return {
      .name = Sensitive(in.name()),
      .side = FromProto(in.side(), OwnerSide::kCommunity).value_or(OwnerSide::kPrison),
      .prison = fields.Optional<PrisonId>("worker.prison_id", in.prison_id()),
      .delivery_unit = fields.Optional<DeliveryUnit>("worker.delivery_unit", in.delivery_unit()),
      .telephone = Sensitive(in.telephone()),
      .contracted_minutes = in.contracted_minutes(),
      .reduced_minutes = in.reduced_minutes(),
      .leaves_on = fields.OptionalDate("worker.leaves_on", in.has_leaves_on(), in.leaves_on())};
}

void RequireSide(const pb::Worker& in, rpc::Fields& fields) {
  if (!FromProto(in.side(), OwnerSide::kCommunity)) {
    fields.Refuse("worker.side", "FIELD_REQUIRED", "say whether they work in prison or outside");
  }
}

using Setter = void (*)(const Worker::Description& from, Worker::Description& to);

// What an update_mask may name.
const std::map<std::string, Setter>& Setters() {
  using Is = Worker::Description;
  static const std::map<std::string, Setter> kSetters = {
      {"name", [](const Is& from, Is& to) { to.name = from.name; }},
      {"side",
       [](const Is& from, Is& to) {
         to.side = from.side;
         // The place of the other side goes; the new one has to be named.
         if (from.side == OwnerSide::kPrison) to.delivery_unit.reset();
         if (from.side == OwnerSide::kCommunity) to.prison.reset();
       }},
      {"prison_id", [](const Is& from, Is& to) { to.prison = from.prison; }},
      {"delivery_unit", [](const Is& from, Is& to) { to.delivery_unit = from.delivery_unit; }},
      {"telephone", [](const Is& from, Is& to) { to.telephone = from.telephone; }},
      {"contracted_minutes",
       [](const Is& from, Is& to) { to.contracted_minutes = from.contracted_minutes; }},
      {"reduced_minutes",
       [](const Is& from, Is& to) { to.reduced_minutes = from.reduced_minutes; }},
      {"leaves_on", [](const Is& from, Is& to) { to.leaves_on = from.leaves_on; }}};
  return kSetters;
}

std::set<std::string> MaskOf(const pb::UpdateWorkerRequest& in, rpc::Fields& fields) {
  std::set<std::string> mask(in.update_mask().begin(), in.update_mask().end());
  if (mask.empty()) {
    fields.Refuse("update_mask", "FIELD_REQUIRED", "name the fields that are to change");
  }
  for (const std::string& path : mask) {
    if (!Setters().contains(path)) {
      fields.Refuse("update_mask", "FIELD_UNKNOWN", "a worker has no such field to change");
    }
  }
  if (mask.contains("side")) RequireSide(in.worker(), fields);
  return mask;
}

// The receivers without repeats, in the order given.
std::vector<ActorId> ReceiversOf(const pb::PreviewReallocationRequest& in, rpc::Fields& fields) {
  std::vector<ActorId> receivers;
  for (const std::string& text : in.to_owner_ids()) {
    const auto worker = fields.Required<ActorId>("to_owner_ids", text);
    if (worker && std::ranges::find(receivers, *worker) == receivers.end()) {
      receivers.push_back(*worker);
    }
  }
  if (receivers.size() > kMostReceivers) {
    fields.Refuse("to_owner_ids", "BATCH_TOO_LARGE", "name at most 100 at once");
  }
  return receivers;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::optional<std::int64_t> NumberOf(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Error PreviewTokenInvalid() {
  return InvalidField("preview_token", "PREVIEW_TOKEN_INVALID",
                      "the preview token is not one of ours");
}
Error PageTokenInvalid() {
  return InvalidField("page_token", "PAGE_TOKEN_INVALID", "the page token is not one of ours");
}

// Version, fingerprint, giver, number of cases, then the receivers.
constexpr std::size_t kLinesBeforeReceivers = 4;

Result<std::pair<ReallocationQuery, std::string>> ReadPreviewToken(const std::string& token) {
  const auto text = auth::DecodeBase64Url(token);
  if (!text) return PreviewTokenInvalid();
  const auto lines = LinesOf(*text);
  if (lines.size() <= kLinesBeforeReceivers || lines[0] != kTokenVersion) {
    return PreviewTokenInvalid();
  }
  auto from = ActorId::Parse(lines[2]);
  const auto cases = NumberOf(lines[3]);
  if (!from || !cases || *cases < 0 || *cases > kMostCases) return PreviewTokenInvalid();
  ReallocationQuery query{*std::move(from), {}, static_cast<int>(*cases)};
  for (std::size_t i = kLinesBeforeReceivers; i < lines.size(); ++i) {
    auto to = ActorId::Parse(lines[i]);
    if (!to) return PreviewTokenInvalid();
    query.to.push_back(*std::move(to));
  }
  return std::pair(std::move(query), lines[1]);
}

Result<std::optional<WorkloadCursor>> ReadWorkloadCursor(const pb::ListWorkloadsRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<WorkloadCursor>();
  const auto lines = LinesOf(cursor);
  if (lines.size() != 4) return PageTokenInvalid();
  const auto cases = NumberOf(lines[0]);
  const auto points = NumberOf(lines[1]);
  const auto available = NumberOf(lines[2]);
  auto worker = ActorId::Parse(lines[3]);
  if (!cases || !points || !available || !worker) return PageTokenInvalid();
  return std::optional(WorkloadCursor{{*cases, *points, *available}, *std::move(worker)});
}

Result<std::optional<DueCursor>> ReadDueCursor(const pb::ListHandoversDueRequest& in) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return std::optional<DueCursor>();
  const auto lines = LinesOf(cursor);
  if (lines.size() != 2) return PageTokenInvalid();
  const auto due_on = ParseDate(lines[0]);
  if (!due_on) return PageTokenInvalid();
  return std::optional(DueCursor{*due_on, lines[1]});
}

}  // namespace

Result<OfferHandover::Command> Parse(const pb::OfferHandoverRequest& in) {
  rpc::Fields fields;
  auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  auto to = fields.Required<ActorId>("to_owner_id", in.to_owner_id());
  std::set<HandoverItem> checklist;
  for (const int item : in.checklist()) {
    const auto known = FromProto(static_cast<pb::HandoverItem>(item), HandoverItem::kPersonTold);
    if (known) checklist.insert(*known);
    if (!known) fields.Refuse("checklist", "CODE_UNKNOWN", "the checklist has no such item");
  }
  const auto last = fields.OptionalDate("expires_on", in.has_expires_on(), in.expires_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return OfferHandover::Command{
      {*std::move(person), version}, *std::move(to), std::move(checklist), last};
}

Result<AcceptHandover::Command> Parse(const pb::AcceptHandoverRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return AcceptHandover::Command{*std::move(target)};
}

Result<DeclineHandover::Command> Parse(const pb::DeclineHandoverRequest& in) {
  return ParseWithReason<DeclineHandover::Command>(in);
}

Result<WithdrawHandover::Command> Parse(const pb::WithdrawHandoverRequest& in) {
  return ParseWithReason<WithdrawHandover::Command>(in);
}

Result<AssignHandover::Command> Parse(const pb::AssignHandoverRequest& in) {
  rpc::Fields fields;
  auto target = TargetOf(in, fields);
  auto to = fields.Required<ActorId>("to_owner_id", in.to_owner_id());
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return AssignHandover::Command{*std::move(target), *std::move(to), in.reason()};
}

Result<RegisterWorker::Command> Parse(const pb::RegisterWorkerRequest& in) {
  rpc::Fields fields;
  auto worker = fields.Required<ActorId>("worker.worker_id", in.worker().worker_id());
  RequireSide(in.worker(), fields);
  auto description = DescriptionOf(in.worker(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return RegisterWorker::Command{*std::move(worker), std::move(description)};
}

Result<UpdateWorker::Command> Parse(const pb::UpdateWorkerRequest& in) {
  rpc::Fields fields;
  auto target = WorkerOf(in, fields);
  auto mask = MaskOf(in, fields);
  auto given = DescriptionOf(in.worker(), fields);
  TTG_RETURN_IF_ERROR(fields.Check());
  return UpdateWorker::Command{
      *std::move(target),
      [mask = std::move(mask), given = std::move(given)](Worker::Description& is) {
        // The side first: it takes the place of the other side away, and the mask may name a new
        // one.
        if (mask.contains("side")) Setters().at("side")(given, is);
        for (const std::string& path : mask) {
          if (path != "side") Setters().at(path)(given, is);
        }
      }};
}

Result<RecordAbsence::Command> Parse(const pb::RecordAbsenceRequest& in) {
  rpc::Fields fields;
  auto target = WorkerOf(in, fields);
  const auto from = fields.RequiredDate("from", in.has_from(), in.from());
  const auto until = fields.OptionalDate("until", in.has_until(), in.until());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordAbsence::Command{*std::move(target), *from, until};
}

Result<EndAbsence::Command> Parse(const pb::EndAbsenceRequest& in) {
  rpc::Fields fields;
  auto target = WorkerOf(in, fields);
  auto absence = fields.Required<AbsenceId>("absence_id", in.absence_id());
  const auto until = fields.OptionalDate("until", in.has_until(), in.until());
  TTG_RETURN_IF_ERROR(fields.Check());
  return EndAbsence::Command{*std::move(target), *std::move(absence), until};
}

Result<ReallocationQuery> Parse(const pb::PreviewReallocationRequest& in) {
  rpc::Fields fields;
  auto from = fields.Required<ActorId>("from_owner_id", in.from_owner_id());
  auto to = ReceiversOf(in, fields);
  if (in.cases() < 0 || in.cases() > kMostCases) {
    fields.Refuse("cases", "NUMBER_OUT_OF_RANGE", "0 for all, or at most 5000");
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return ReallocationQuery{*std::move(from), std::move(to), in.cases()};
}

Result<RunReallocation::Command> Parse(const pb::RunReallocationRequest& in) {
  rpc::Fields fields;
  fields.RequiredText("reason", in.reason());
  const auto why = FromProto(in.why(), TransferReason::kWorkload);
  if (!why) fields.Refuse("why", "FIELD_REQUIRED", "say why the cases are reallocated");
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(auto token, ReadPreviewToken(in.preview_token()));
  return RunReallocation::Command{std::move(token.first), std::move(token.second), *why,
                                  in.reason()};
}

Result<ClosePrison::Command> Parse(const pb::ClosePrisonRequest& in) {
  rpc::Fields fields;
  auto prison = fields.Required<PrisonId>("prison_id", in.prison_id());
  auto to_prison = fields.Required<PrisonId>("to_prison_id", in.to_prison_id());
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return ClosePrison::Command{*std::move(prison), *std::move(to_prison), in.reason()};
}

Result<HandoverQuery> Parse(const pb::ListHandoversRequest& in, Date through) {
  rpc::Fields fields;
  HandoverQuery query;
  query.person = fields.Optional<PersonId>("person_id", in.person_id());
  query.from_owner = fields.Optional<ActorId>("from_owner_id", in.from_owner_id());
  query.to_owner = fields.Optional<ActorId>("to_owner_id", in.to_owner_id());
  query.state = FromProto(in.state(), HandoverState::kAssigned);
  if (in.to_be_assigned()) query.to_be_assigned_through = through;
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return query;
  auto after = HandoverId::Parse(cursor);
  if (!after) return PageTokenInvalid();
  query.after = *std::move(after);
  return query;
}

Result<DueQuery> Parse(const pb::ListHandoversDueRequest& in, Date today) {
  rpc::Fields fields;
  const auto due_by = fields.OptionalDate("due_by", in.has_due_by(), in.due_by());
  auto prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  auto owner = fields.Optional<ActorId>("owner_id", in.owner_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  DueQuery query{
      .due_by = due_by.value_or(today), .prison = std::move(prison), .owner = std::move(owner)};
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(query.after, ReadDueCursor(in));
  return query;
}

Result<ListWorkloads::Query> Parse(const pb::ListWorkloadsRequest& in) {
  rpc::Fields fields;
  ListWorkloads::Query query;
  query.workers.prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  query.workers.delivery_unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
  if (const auto worker = fields.Optional<ActorId>("worker_id", in.worker_id())) {
    query.workers.workers = {*worker};
  }
  query.excessive_only = in.excessive_only();
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(query.after, ReadWorkloadCursor(in));
  return query;
}

std::string CursorAfter(const DueLine& line) {
  return fmt::format("{}\n{}\n", FormatDate(line.due.on), line.person.str());
}

std::string CursorAfter(const WorkloadView& view) {
  return fmt::format("{}\n{}\n{}\n{}\n", view.load.cases, view.load.points,
                     view.load.available_points, view.worker.id().str());
}

std::string MakePreviewToken(const ReallocationQuery& query, const ReallocationPlan& plan) {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", kTokenVersion, FingerprintOf(plan),
                                 query.from.str(), query.cases);
  for (const ActorId& to : query.to) text += fmt::format("{}\n", to.str());
  return auth::EncodeBase64Url(text);
}

}  // namespace ttg::release

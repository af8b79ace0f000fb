#include "release/rpc/bulk/bulk_parse.h"

#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/intake/csv_reader.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/bulk/bulk_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr std::size_t kLongestLabel = 100;

Error TooManyRows() {
  return InvalidField("file", "TRANCHE_TOO_LARGE", "a tranche has at most 20,000 rows a file");
}

BulkChangeRow RowOf(const intake::CsvRow& row) {
  if (row.fields.size() == TrancheColumns().size() && !row.fault) {
    return ParseTrancheRow(row.line, row.fields);
  }
  BulkChangeRow refused{.line = row.line};
  if (row.fault) refused.Refuse(row.fault->reason, row.fault->column, row.fault->message);
  return refused;
}

// Reads the whole file; faulty rows are REFUSED, a faulty file is an error.
Result<std::vector<BulkChangeRow>> ReadTranche(std::string_view file) {
  std::vector<BulkChangeRow> rows;
  intake::CsvReader reader(TrancheColumns(), [&rows](const intake::CsvRow& row) -> Result<void> {
    if (rows.size() == kMostTrancheRows) return TooManyRows();
    rows.push_back(RowOf(row));
    return {};
  });
  TTG_RETURN_IF_ERROR(reader.Feed(file));
  TTG_RETURN_IF_ERROR(reader.Finish());
  return rows;
}

template <typename Request>
Result<BulkTarget> TargetOf(const Request& in) {
  rpc::Fields fields;
  const auto job = fields.Required<BulkChangeId>("bulk_change_id", in.bulk_change_id());
  const std::int64_t version = fields.Etag(in.etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return BulkTarget{*job, version};
}

}  // namespace

Result<PrepareBulkChange::Command> Parse(const pb::PrepareBulkChangeRequest& in) {
  rpc::Fields fields;
  const auto kind = FromProto(in.kind(), BulkChangeKind::kCalendar);
  if (!kind) fields.Refuse("kind", "FIELD_REQUIRED", "say what the job does");
  fields.RequiredText("label", in.label(), kLongestLabel);
  fields.RequiredText("reason", in.reason());
  if (kind == BulkChangeKind::kTranche && in.file().empty()) {
    fields.Refuse("file", "FIELD_REQUIRED", "a tranche has a file");
  }
  if (kind == BulkChangeKind::kCalendar && !in.file().empty()) {
    fields.Refuse("file", "FILE_NOT_WANTED", "a calendar's job has no file");
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  PrepareBulkChange::Command command{*kind, in.label(), in.reason(), {}};
  if (*kind == BulkChangeKind::kTranche) {
    TTG_TRY(command.rows, ReadTranche(in.file()));
  }
  return command;
}

Result<BulkTarget> Parse(const pb::RunBulkChangeRequest& in) { return TargetOf(in); }
Result<BulkTarget> Parse(const pb::StopBulkChangeRequest& in) { return TargetOf(in); }
Result<BulkTarget> Parse(const pb::DiscardBulkChangeRequest& in) { return TargetOf(in); }

Result<BulkChangeId> Parse(const pb::GetBulkChangeRequest& in) {
  rpc::Fields fields;
  const auto job = fields.Required<BulkChangeId>("bulk_change_id", in.bulk_change_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return *job;
}

Result<BulkChangeQuery> Parse(const pb::ListBulkChangesRequest& in) {
  BulkChangeQuery query;
  TTG_TRY(query.after, rpc::ReadPageToken(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

Result<BulkChangeRowQuery> Parse(const pb::ListBulkChangeRowsRequest& in) {
  rpc::Fields fields;
  const auto job = fields.Required<BulkChangeId>("bulk_change_id", in.bulk_change_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  BulkChangeRowQuery query{.job = *job,
                           .moving_only = in.moving_only(),
                           .state = FromProto(in.state(), BulkChangeRowState::kRefused)};
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  const auto [end, fault] =
      std::from_chars(cursor.data(), cursor.data() + cursor.size(), query.after_line);
  if (!cursor.empty() && (fault != std::errc() || end != cursor.data() + cursor.size())) {
    return Invalid("PAGE_TOKEN_INVALID", "the page token is not one of ours");
  }
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

}  // namespace ttg::release

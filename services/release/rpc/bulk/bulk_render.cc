#include "release/rpc/bulk/bulk_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/bulk/bulk_enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  out.set_seconds(absl::ToUnixSeconds(instant));
  out.set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(instant - absl::FromUnixSeconds(out.seconds()))));
}

}  // namespace

void Render(const BulkChange& job, pb::BulkChange& out) {
  const BulkChange::Snapshot& data = job.snapshot();
  out.set_bulk_change_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  out.set_kind(ToProto<pb::BulkChangeKind>(data.kind));
  out.set_state(ToProto<pb::BulkChangeState>(data.state));
  out.set_label(data.label);
  out.set_reason(data.reason);
  out.set_prepared_by(data.prepared_by.str());
  Fill(data.prepared_at, *out.mutable_prepared_at());
  if (data.run_by) out.set_run_by(data.run_by->str());
  if (data.finished_at) Fill(*data.finished_at, *out.mutable_finished_at());
  out.set_calendar_version(data.calendar_version);
  out.set_rows(data.progress.rows);
  out.set_moving(data.progress.moving);
  out.set_refused(data.progress.refused);
  out.set_done(data.progress.done);
}

void Render(const BulkChangeRow& row, pb::BulkChangeRow& out) {
  out.set_line(row.line);
  if (row.person) out.set_person_id(row.person->str());
  out.set_prison_number(row.prison_number.Reveal());
  if (row.type) out.set_type(ToProto<pb::DateType>(*row.type));
  if (row.date) *out.mutable_date() = rpc::ToProto(*row.date);
  if (row.before) *out.mutable_release_date_before() = rpc::ToProto(*row.before);
  if (row.after) *out.mutable_release_date_after() = rpc::ToProto(*row.after);
  out.set_state(ToProto<pb::BulkChangeRowState>(row.state));
  out.set_refusal(row.refusal);
  out.set_column(row.column);
  out.set_message(row.message);
}

}  // namespace ttg::release

#include "release/rpc/dates/dates_calls.h"

#include <utility>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/dates/dates_parse.h"
#include "release/rpc/enums.h"
#include "release/rpc/render.h"

namespace ttg::release {
namespace {

void Fill(const std::optional<Date>& date, ttg::common::v1::Date* (v1::DateChange::*field)(),
          v1::DateChange& out) {
  if (date) *(out.*field)() = rpc::ToProto(*date);
}

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  out.set_seconds(absl::ToUnixSeconds(instant));
  out.set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(instant - absl::FromUnixSeconds(out.seconds()))));
}

void Render(const DateChange& change, v1::DateChange& out) {
  if (change.type) out.set_type(ToProto<v1::DateType>(*change.type));
  const DateType type = change.type.value_or(DateType::kConfirmed);
  if (change.previous) Render(type, *change.previous, *out.mutable_previous());
  if (change.current) Render(type, *change.current, *out.mutable_current());
  out.set_reason(change.reason);
  out.set_changed_by(change.changed_by.str());
  Fill(change.changed_at, *out.mutable_changed_at());
  Fill(change.release_date_before, &v1::DateChange::mutable_release_date_before, out);
  Fill(change.release_date_after, &v1::DateChange::mutable_release_date_after, out);
  out.set_material(change.IsMaterial());
}

void Render(const UrgentTask& task, v1::UrgentTask& out) {
  out.set_person_id(task.person.str());
  out.set_prison_id(task.prison.str());
  if (task.delivery_unit) out.set_delivery_unit(task.delivery_unit->str());
  if (task.owner) out.set_owner_id(task.owner->str());
  out.set_warning(ToProto<v1::ReleaseDayWarning>(task.warning));
  if (task.release_date) *out.mutable_release_date() = rpc::ToProto(*task.release_date);
  if (task.latest_lawful) *out.mutable_latest_lawful_day() = rpc::ToProto(*task.latest_lawful);
  *out.mutable_since() = rpc::ToProto(task.since);
}

// Cuts off the line beyond the page, if there is one, and says where the next page begins.
template <typename Line, typename Request, typename Response>
void EndPage(std::vector<Line>& lines, std::size_t page, const Request& in, Response& out) {
  if (lines.size() <= page) return;
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(page), lines.end());
  out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(lines.back())));
}

}  // namespace

DatesCalls::DatesCalls(rpc::Runtime& runtime, const Clock& clock, BindStore bind_people,
                       BindDates bind)
    : runtime_(runtime),
      clock_(clock),
      bind_people_(std::move(bind_people)),
      bind_(std::move(bind)) {}

grpc::ServerUnaryReactor* DatesCalls::ListDateChanges(grpc::CallbackServerContext* context,
                                                      const v1::ListDateChangesRequest* request,
                                                      v1::ListDateChangesResponse* response) const {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListDateChangesRequest& in,
             v1::ListDateChangesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(DateChangeQuery query, Parse(in));
        TTG_RETURN_IF_ERROR(bind_people_(session, call)->Find(query.person));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto lines, bind_(session, call)->ListDateChanges(query));
        EndPage(lines, page, in, out);
        for (const DateChangeLine& line : lines) Render(line.change, *out.add_changes());
        return rpc::Outcome{query.person.str(), {query.person.str()}};
      });
}

grpc::ServerUnaryReactor* DatesCalls::ListUrgentTasks(grpc::CallbackServerContext* context,
                                                      const v1::ListUrgentTasksRequest* request,
                                                      v1::ListUrgentTasksResponse* response) const {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListUrgentTasksRequest& in,
             v1::ListUrgentTasksResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(UrgentTaskQuery query, Parse(in));
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto tasks, bind_(session, call)->ListUrgentTasks(query, clock_.Today()));
        EndPage(tasks, page, in, out);
        rpc::Outcome outcome;
        for (const UrgentTask& task : tasks) {
          Render(task, *out.add_tasks());
          outcome.subjects.push_back(task.person.str());
        }
        return outcome;
      });
}

}  // namespace ttg::release

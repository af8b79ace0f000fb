#include "journey/rpc/journey_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "journey/app/queries.h"
#include "journey/rpc/render.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::journey::v1;

constexpr int kUsualPage = 100;
constexpr int kLongestPage = 500;

// A cursor is the two sort keys of the last row shown; neither holds a space.
std::string CursorAfter(const std::string& first, const std::string& second) {
  return first + ' ' + second;
}

Result<std::optional<After>> ReadCursor(const google::protobuf::Message& request) {
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(request));
  if (cursor.empty()) return std::optional<After>();
  const std::size_t gap = cursor.find(' ');
  if (gap == std::string::npos) {
    return Invalid("PAGE_TOKEN_INVALID", "use the page token of the last answer, unchanged");
  }
  return std::optional(After{cursor.substr(0, gap), cursor.substr(gap + 1)});
}

// Renders at most `size` of `rows` (one more was asked for) and names where the next page starts.
// The subjects of the answer are the people shown.
template <typename Request, typename Row, typename Out, typename Cursor>
std::vector<std::string> RenderPage(const Request& request, const std::vector<Row>& rows, int size,
                                    google::protobuf::RepeatedPtrField<Out>& out,
                                    std::string& next_page_token, const Cursor& cursor) {
  std::vector<std::string> subjects;
  for (const Row& row : rows) {
    if (out.size() == size) break;
    Render(row, *out.Add());
    subjects.push_back(row.person.str());
  }
  if (rows.size() > static_cast<std::size_t>(size)) {
    next_page_token = rpc::MakePageToken(request, cursor(rows[static_cast<std::size_t>(size) - 1]));
  }
  return subjects;
}

Result<BoardQuery> ParseBoard(const pb::ListBoardRequest& in) {
  rpc::Fields fields;
  const auto from = fields.RequiredDate("from", in.has_from(), in.from());
  const auto to = fields.RequiredDate("to", in.has_to(), in.to());
  const auto prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
  const auto unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
  const auto owner = fields.Optional<ActorId>("owner_id", in.owner_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(auto after, ReadCursor(in));
  return BoardQuery{.from = *from,
                    .to = *to,
                    .prison = prison,
                    .delivery_unit = unit,
                    .owner = owner,
                    .after = std::move(after)};
}

}  // namespace

JourneyService::JourneyService(rpc::Runtime& runtime, BindStore bind)
    : runtime_(runtime), bind_(std::move(bind)) {}

grpc::ServerUnaryReactor* JourneyService::GetTimeline(grpc::CallbackServerContext* context,
                                                      const pb::GetTimelineRequest* request,
                                                      pb::GetTimelineResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const pb::GetTimelineRequest& in,
             pb::GetTimelineResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto person = fields.Required<PersonId>("person_id", in.person_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const int size, rpc::ReadPageSize(in.page_size(), kUsualPage, kLongestPage));
        TTG_TRY(const auto after, ReadCursor(in));
        const auto store = bind_(session);
        TTG_TRY(const auto entries, journey::GetTimeline(*store, call, *person, after, size + 1));
        RenderPage(in, entries, size, *out.mutable_entries(), *out.mutable_next_page_token(),
                   [](const TimelineEntry& last) {
                     return CursorAfter(FormatInstant(last.occurred_at), last.event.str());
                   });
        return rpc::Outcome{person->str(), {person->str()}};
      });
}

grpc::ServerUnaryReactor* JourneyService::ListBoard(grpc::CallbackServerContext* context,
                                                    const pb::ListBoardRequest* request,
                                                    pb::ListBoardResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const pb::ListBoardRequest& in,
             pb::ListBoardResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(auto query, ParseBoard(in));
        TTG_TRY(const int size, rpc::ReadPageSize(in.page_size(), kUsualPage, kLongestPage));
        query.limit = size + 1;
        const auto store = bind_(session);
        TTG_TRY(const auto lines, journey::ListBoard(*store, call, query));
        auto subjects =
            RenderPage(in, lines, size, *out.mutable_lines(), *out.mutable_next_page_token(),
                       [](const BoardLine& last) {
                         return CursorAfter(FormatDate(*last.release_date), last.person.str());
                       });
        return rpc::Outcome{"", std::move(subjects)};
      });
}

grpc::ServerUnaryReactor* JourneyService::ListRipples(grpc::CallbackServerContext* context,
                                                      const pb::ListRipplesRequest* request,
                                                      pb::ListRipplesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const pb::ListRipplesRequest& in,
             pb::ListRipplesResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto person = fields.Optional<PersonId>("person_id", in.person_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const int size, rpc::ReadPageSize(in.page_size(), kUsualPage, kLongestPage));
        TTG_TRY(auto after, ReadCursor(in));
        const auto store = bind_(session);
        TTG_TRY(const auto ripples, journey::ListRipples(*store, call,
                                                         {.person = person,
                                                          .open_only = in.open_only(),
                                                          .after = std::move(after),
                                                          .limit = size + 1}));
        auto subjects =
            RenderPage(in, ripples, size, *out.mutable_ripples(), *out.mutable_next_page_token(),
                       [](const Ripple& last) {
                         return CursorAfter(FormatInstant(last.changed_at), last.cause.str());
                       });
        return rpc::Outcome{"", std::move(subjects)};
      });
}

}  // namespace ttg::journey

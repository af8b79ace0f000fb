#include "release/rpc/timetable/timetable_service.h"

#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/render.h"
#include "release/rpc/timetable/calendar_text.h"
#include "release/rpc/timetable/timetable_parse.h"
#include "release/rpc/timetable/timetable_render.h"

namespace ttg::release {

TimetableService::TimetableService(rpc::Runtime& runtime, const TimetableUseCases& use_cases,
                                   const Clock& clock, const Calendar& calendar, BindStore bind,
                                   BindTimetables bind_timetables)
    : runtime_(runtime),
      use_cases_(use_cases),
      clock_(clock),
      calendar_(calendar),
      bind_(std::move(bind)),
      bind_timetables_(std::move(bind_timetables)) {}

void TimetableService::Show(const Person& person, v1::Timetable& out) const {
  Render(person, person.TimetableOn(clock_.Today(), *calendar_.Current()), out);
}

template <typename Response>
rpc::Outcome TimetableService::ShowTo(const Person& person, Response& out) const {
  Show(person, *out.mutable_timetable());
  if constexpr (std::is_same_v<Response, v1::SetCourtDateResponse>) {
    Render(person, clock_.Today(), *out.mutable_person());
  }
  return {person.id().str(), {person.id().str()}};
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* TimetableService::Change(grpc::CallbackServerContext* context,
                                                   const Request* request, Response* response,
                                                   const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        TTG_TRY(const Person person, use_case(*bind_(session, call), call, command));
        return ShowTo(person, out);
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId id, PersonId::Parse(resource_id));
        TTG_TRY(const Person person, bind_(session, call)->Find(id));
        return ShowTo(person, out);
      });
}

template <typename Response>
Result<rpc::Outcome> TimetableService::ShowFeed(const CallContext& call, store::Session& session,
                                                const std::string& id, Response& out) const {
  TTG_TRY(const auto feed_id, CalendarFeedId::Parse(id));
  TTG_TRY(const auto feed, bind_timetables_(session, call)->FindFeed(feed_id, call.actor));
  Render(feed, *out.mutable_feed());
  return rpc::Outcome{id, {}};
}

grpc::ServerUnaryReactor* TimetableService::GetTimetable(grpc::CallbackServerContext* context,
                                                         const v1::GetTimetableRequest* request,
                                                         v1::GetTimetableResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetTimetableRequest& in,
             v1::GetTimetableResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId id, Parse(in));
        TTG_TRY(const Person person, bind_(session, call)->Find(id));
        return ShowTo(person, out);
      });
}

grpc::ServerUnaryReactor* TimetableService::RecordMilestone(
    grpc::CallbackServerContext* context, const v1::RecordMilestoneRequest* request,
    v1::RecordMilestoneResponse* response) {
  return Change(context, request, response, use_cases_.record_milestone);
}

grpc::ServerUnaryReactor* TimetableService::DropMilestone(grpc::CallbackServerContext* context,
                                                          const v1::DropMilestoneRequest* request,
                                                          v1::DropMilestoneResponse* response) {
  return Change(context, request, response, use_cases_.drop_milestone);
}

grpc::ServerUnaryReactor* TimetableService::ReopenMilestone(
    grpc::CallbackServerContext* context, const v1::ReopenMilestoneRequest* request,
    v1::ReopenMilestoneResponse* response) {
  return Change(context, request, response, use_cases_.reopen_milestone);
}

grpc::ServerUnaryReactor* TimetableService::SetCourtDate(grpc::CallbackServerContext* context,
                                                         const v1::SetCourtDateRequest* request,
                                                         v1::SetCourtDateResponse* response) {
  return Change(context, request, response, use_cases_.set_court_date);
}

grpc::ServerUnaryReactor* TimetableService::ListDueMilestones(
    grpc::CallbackServerContext* context, const v1::ListDueMilestonesRequest* request,
    v1::ListDueMilestonesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListDueMilestonesRequest& in,
             v1::ListDueMilestonesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(auto query, Parse(in));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto lines,
                use_cases_.list_due_milestones(*bind_timetables_(session, call), query));
        if (lines.size() > page) {
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(page), lines.end());
          out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(lines.back())));
        }
        rpc::Outcome outcome;
        std::set<std::string> shown;
        for (const DueMilestone& line : lines) {
          Render(line, *out.add_milestones());
          if (shown.insert(line.person.str()).second) {
            outcome.subjects.push_back(line.person.str());
          }
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* TimetableService::CreateCalendarFeed(
    grpc::CallbackServerContext* context, const v1::CreateCalendarFeedRequest* request,
    v1::CreateCalendarFeedResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::CreateCalendarFeedRequest&,
             v1::CreateCalendarFeedResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(auto created,
                use_cases_.create_calendar_feed(*bind_timetables_(session, call), call));
        Render(created.feed, *out.mutable_feed());
        out.set_secret(std::move(created.secret));
        return rpc::Outcome{created.feed.id.str(), {}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& id,
             v1::CreateCalendarFeedResponse& out) { return ShowFeed(call, session, id, out); });
}

grpc::ServerUnaryReactor* TimetableService::ListCalendarFeeds(
    grpc::CallbackServerContext* context, const v1::ListCalendarFeedsRequest* request,
    v1::ListCalendarFeedsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListCalendarFeedsRequest&,
             v1::ListCalendarFeedsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto feeds, bind_timetables_(session, call)->ListFeeds(call.actor));
        for (const CalendarFeed& feed : feeds) Render(feed, *out.add_feeds());
        return rpc::Outcome();
      });
}

grpc::ServerUnaryReactor* TimetableService::RevokeCalendarFeed(
    grpc::CallbackServerContext* context, const v1::RevokeCalendarFeedRequest* request,
    v1::RevokeCalendarFeedResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::RevokeCalendarFeedRequest& in,
             v1::RevokeCalendarFeedResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        TTG_TRY(const auto feed,
                use_cases_.revoke_calendar_feed(*bind_timetables_(session, call), call, command));
        Render(feed, *out.mutable_feed());
        return rpc::Outcome{feed.id.str(), {}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& id,
             v1::RevokeCalendarFeedResponse& out) { return ShowFeed(call, session, id, out); });
}

grpc::ServerUnaryReactor* TimetableService::GetCalendarFeed(
    grpc::CallbackServerContext* context, const v1::GetCalendarFeedRequest* request,
    v1::GetCalendarFeedResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetCalendarFeedRequest& in,
             v1::GetCalendarFeedResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const std::string secret, Parse(in));
        TTG_TRY(const auto answer,
                use_cases_.read_calendar_feed(*bind_timetables_(session, call), secret));
        out.set_calendar(WriteCalendar(answer.entries, answer.read_at));
        rpc::Outcome outcome{answer.feed.id.str(), {}};
        outcome.subjects.reserve(answer.people.size());
        for (const PersonId& person : answer.people) outcome.subjects.push_back(person.str());
        return outcome;
      });
}

}  // namespace ttg::release

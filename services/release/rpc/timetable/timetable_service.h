#pragma once

#include <functional>
#include <memory>

#include "kernel/calendar.h"
#include "kernel/clock.h"
#include "platform/rpc/runtime.h"
#include "release/app/timetable/timetable_use_cases.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/timetable_service.grpc.pb.h"

namespace ttg::release {

using BindTimetables =
    std::function<std::unique_ptr<TimetableStore>(store::Session&, const CallContext&)>;

// The calls of TimetableService: parse, call, render.
class TimetableService final : public v1::TimetableService::CallbackService {
 public:
  // What it is given outlives it.
  TimetableService(rpc::Runtime& runtime, const TimetableUseCases& use_cases, const Clock& clock,
                   const Calendar& calendar, BindStore bind, BindTimetables bind_timetables);

  grpc::ServerUnaryReactor* GetTimetable(grpc::CallbackServerContext* context,
                                         const v1::GetTimetableRequest* request,
                                         v1::GetTimetableResponse* response) override;
  grpc::ServerUnaryReactor* RecordMilestone(grpc::CallbackServerContext* context,
                                            const v1::RecordMilestoneRequest* request,
                                            v1::RecordMilestoneResponse* response) override;
  grpc::ServerUnaryReactor* DropMilestone(grpc::CallbackServerContext* context,
                                          const v1::DropMilestoneRequest* request,
                                          v1::DropMilestoneResponse* response) override;
  grpc::ServerUnaryReactor* ReopenMilestone(grpc::CallbackServerContext* context,
                                            const v1::ReopenMilestoneRequest* request,
                                            v1::ReopenMilestoneResponse* response) override;
  grpc::ServerUnaryReactor* SetCourtDate(grpc::CallbackServerContext* context,
                                         const v1::SetCourtDateRequest* request,
                                         v1::SetCourtDateResponse* response) override;
  grpc::ServerUnaryReactor* ListDueMilestones(grpc::CallbackServerContext* context,
                                              const v1::ListDueMilestonesRequest* request,
                                              v1::ListDueMilestonesResponse* response) override;
  grpc::ServerUnaryReactor* CreateCalendarFeed(grpc::CallbackServerContext* context,
                                               const v1::CreateCalendarFeedRequest* request,
                                               v1::CreateCalendarFeedResponse* response) override;
  grpc::ServerUnaryReactor* ListCalendarFeeds(grpc::CallbackServerContext* context,
                                              const v1::ListCalendarFeedsRequest* request,
                                              v1::ListCalendarFeedsResponse* response) override;
  grpc::ServerUnaryReactor* RevokeCalendarFeed(grpc::CallbackServerContext* context,
                                               const v1::RevokeCalendarFeedRequest* request,
                                               v1::RevokeCalendarFeedResponse* response) override;
  grpc::ServerUnaryReactor* GetCalendarFeed(grpc::CallbackServerContext* context,
                                            const v1::GetCalendarFeedRequest* request,
                                            v1::GetCalendarFeedResponse* response) override;

 private:
  void Show(const Person& person, v1::Timetable& out) const;
  template <typename Response>
  rpc::Outcome ShowTo(const Person& person, Response& out) const;
  // A command on one person's timetable: all of them differ only in their use case.
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);
  // The caller's own feed, for a repeated request.
  template <typename Response>
  Result<rpc::Outcome> ShowFeed(const CallContext& call, store::Session& session,
                                const std::string& id, Response& out) const;

  rpc::Runtime& runtime_;
  const TimetableUseCases& use_cases_;
  const Clock& clock_;
  const Calendar& calendar_;
  const BindStore bind_;
  const BindTimetables bind_timetables_;
};

}  // namespace ttg::release

#include "release/rpc/ownership/ownership_service.h"

#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/ownership/ownership_parse.h"
#include "release/rpc/ownership/ownership_render.h"
#include "release/rpc/render.h"

namespace ttg::release {

OwnershipService::OwnershipService(rpc::Runtime& runtime, const OwnershipUseCases& use_cases,
                                   const Clock& clock, const Calendar& calendar, BindOwnership bind)
    : runtime_(runtime),
      use_cases_(use_cases),
      clock_(clock),
      calendar_(calendar),
      bind_(std::move(bind)) {}

Date OwnershipService::Through() const {
  return ToBeAssignedThrough(clock_.Today(), *calendar_.Current());
}

template <typename Response>
rpc::Outcome OwnershipService::ShowHandover(const HandoverView& view, const Person& person,
                                            Response& out) const {
  Render(view, Through(), *out.mutable_handover());
  if constexpr (requires { out.mutable_person(); }) {
    Render(person, clock_.Today(), *out.mutable_person());
  }
  return {view.handover.snapshot().id.str(), {person.id().str()}};
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* OwnershipService::ChangeHandover(grpc::CallbackServerContext* context,
                                                           const Request* request,
                                                           Response* response,
                                                           const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_.people(session, call);
        const auto owners = bind_.owners(session, call);
        TTG_TRY(const HandedOver done, use_case({*people, *owners}, call, command));
        return ShowHandover(done.view, done.person, out);
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const HandoverId id, HandoverId::Parse(resource_id));
        TTG_TRY(const HandoverView view, bind_.owners(session, call)->FindHandover(id));
        TTG_TRY(const Person person,
                bind_.people(session, call)->Find(view.handover.snapshot().person));
        return ShowHandover(view, person, out);
      });
}

grpc::ServerUnaryReactor* OwnershipService::OfferHandover(grpc::CallbackServerContext* context,
                                                          const v1::OfferHandoverRequest* request,
                                                          v1::OfferHandoverResponse* response) {
  return ChangeHandover(context, request, response, use_cases_.offer);
}

grpc::ServerUnaryReactor* OwnershipService::AcceptHandover(grpc::CallbackServerContext* context,
                                                           const v1::AcceptHandoverRequest* request,
                                                           v1::AcceptHandoverResponse* response) {
  return ChangeHandover(context, request, response, use_cases_.accept);
}

grpc::ServerUnaryReactor* OwnershipService::DeclineHandover(
    grpc::CallbackServerContext* context, const v1::DeclineHandoverRequest* request,
    v1::DeclineHandoverResponse* response) {
  return ChangeHandover(context, request, response, use_cases_.decline);
}

grpc::ServerUnaryReactor* OwnershipService::WithdrawHandover(
    grpc::CallbackServerContext* context, const v1::WithdrawHandoverRequest* request,
    v1::WithdrawHandoverResponse* response) {
  return ChangeHandover(context, request, response, use_cases_.withdraw);
}

grpc::ServerUnaryReactor* OwnershipService::AssignHandover(grpc::CallbackServerContext* context,
                                                           const v1::AssignHandoverRequest* request,
                                                           v1::AssignHandoverResponse* response) {
  return ChangeHandover(context, request, response, use_cases_.assign);
}

grpc::ServerUnaryReactor* OwnershipService::ListHandovers(grpc::CallbackServerContext* context,
                                                          const v1::ListHandoversRequest* request,
                                                          v1::ListHandoversResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListHandoversRequest& in,
             v1::ListHandoversResponse& out) -> Result<rpc::Outcome> {
        const Date through = Through();
        TTG_TRY(HandoverQuery query, Parse(in, through));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto views, bind_.owners(session, call)->ListHandovers(query));
        if (views.size() > page) {
          views.erase(views.begin() + static_cast<std::ptrdiff_t>(page), views.end());
          out.set_next_page_token(
              rpc::MakePageToken(in, views.back().handover.snapshot().id.str()));
        }
        rpc::Outcome outcome;
        for (const HandoverView& view : views) {
          Render(view, through, *out.add_handovers());
          outcome.subjects.push_back(view.handover.snapshot().person.str());
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* OwnershipService::ListHandoversDue(
    grpc::CallbackServerContext* context, const v1::ListHandoversDueRequest* request,
    v1::ListHandoversDueResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListHandoversDueRequest& in,
             v1::ListHandoversDueResponse& out) -> Result<rpc::Outcome> {
        const Date today = clock_.Today();
        TTG_TRY(DueQuery query, Parse(in, today));
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto lines, bind_.owners(session, call)->ListDue(query));
        if (lines.size() > page) {
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(page), lines.end());
          out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(lines.back())));
        }
        rpc::Outcome outcome;
        for (const DueLine& line : lines) {
          Render(line, today, *out.add_due());
          outcome.subjects.push_back(line.person.str());
        }
        return outcome;
      });
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* OwnershipService::ChangeWorker(grpc::CallbackServerContext* context,
                                                         const Request* request, Response* response,
                                                         const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        TTG_TRY(const Worker worker, use_case(*bind_.owners(session, call), command));
        Render(worker, *out.mutable_worker());
        return rpc::Outcome{worker.id().str(), {worker.id().str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const ActorId id, ActorId::Parse(resource_id));
        TTG_TRY(const Worker worker, bind_.owners(session, call)->FindWorker(id));
        Render(worker, *out.mutable_worker());
        return rpc::Outcome{resource_id, {resource_id}};
      });
}

grpc::ServerUnaryReactor* OwnershipService::RegisterWorker(grpc::CallbackServerContext* context,
                                                           const v1::RegisterWorkerRequest* request,
                                                           v1::RegisterWorkerResponse* response) {
  return ChangeWorker(context, request, response, use_cases_.register_worker);
}

grpc::ServerUnaryReactor* OwnershipService::UpdateWorker(grpc::CallbackServerContext* context,
                                                         const v1::UpdateWorkerRequest* request,
                                                         v1::UpdateWorkerResponse* response) {
  return ChangeWorker(context, request, response, use_cases_.update_worker);
}

grpc::ServerUnaryReactor* OwnershipService::RecordAbsence(grpc::CallbackServerContext* context,
                                                          const v1::RecordAbsenceRequest* request,
                                                          v1::RecordAbsenceResponse* response) {
  return ChangeWorker(context, request, response, use_cases_.record_absence);
}

grpc::ServerUnaryReactor* OwnershipService::EndAbsence(grpc::CallbackServerContext* context,
                                                       const v1::EndAbsenceRequest* request,
                                                       v1::EndAbsenceResponse* response) {
  return ChangeWorker(context, request, response, use_cases_.end_absence);
}

grpc::ServerUnaryReactor* OwnershipService::ListWorkloads(grpc::CallbackServerContext* context,
                                                          const v1::ListWorkloadsRequest* request,
                                                          v1::ListWorkloadsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListWorkloadsRequest& in,
             v1::ListWorkloadsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(auto query, Parse(in));
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto views, use_cases_.list_workloads(*bind_.owners(session, call), query));
        if (views.size() > page) {
          views.erase(views.begin() + static_cast<std::ptrdiff_t>(page), views.end());
          out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(views.back())));
        }
        for (const WorkloadView& view : views) Render(view, *out.add_workloads());
        return rpc::Outcome();
      });
}

grpc::ServerUnaryReactor* OwnershipService::PreviewReallocation(
    grpc::CallbackServerContext* context, const v1::PreviewReallocationRequest* request,
    v1::PreviewReallocationResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext& call, store::Session& session,
                              const v1::PreviewReallocationRequest& in,
                              v1::PreviewReallocationResponse& out) -> Result<rpc::Outcome> {
                         TTG_TRY(const auto query, Parse(in));
                         TTG_TRY(const auto preview, use_cases_.preview_reallocation(
                                                         *bind_.owners(session, call), query));
                         rpc::Outcome outcome;
                         for (const GivenCase& given : preview.plan.given) {
                           Render(given, query.from, *out.add_reallocations());
                           outcome.subjects.push_back(given.person.str());
                         }
                         out.set_preview_token(MakePreviewToken(query, preview.plan));
                         for (const WorkloadView& view : preview.workloads)
                           Render(view, *out.add_workloads());
                         return outcome;
                       });
}

grpc::ServerUnaryReactor* OwnershipService::RunReallocation(
    grpc::CallbackServerContext* context, const v1::RunReallocationRequest* request,
    v1::RunReallocationResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::RunReallocationRequest& in,
             v1::RunReallocationResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_.people(session, call);
        const auto owners = bind_.owners(session, call);
        TTG_TRY(const auto run, use_cases_.run_reallocation({*people, *owners}, call, command));
        out.set_moved(static_cast<int>(run.moved.size()));
        rpc::Outcome outcome{run.id.str(), {}};
        for (const PersonId& person : run.moved) outcome.subjects.push_back(person.str());
        return outcome;
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::RunReallocationResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto id, ReallocationId::Parse(resource_id));
        TTG_TRY(const auto moved, bind_.owners(session, call)->CountTransfers(id));
        out.set_moved(static_cast<int>(moved));
        return rpc::Outcome{resource_id, {}};
      });
}

namespace {

constexpr std::size_t kMostShown = 500;

rpc::Outcome ShowMoved(const std::string& resource_id, const std::vector<PersonId>& people,
                       v1::ClosePrisonResponse& out) {
  out.set_moved(static_cast<int>(people.size()));
  rpc::Outcome outcome{resource_id, {}};
  for (const PersonId& person : people) {
    outcome.subjects.push_back(person.str());
    if (outcome.subjects.size() <= kMostShown) out.add_person_ids(person.str());
  }
  return outcome;
}

}  // namespace

grpc::ServerUnaryReactor* OwnershipService::ClosePrison(grpc::CallbackServerContext* context,
                                                        const v1::ClosePrisonRequest* request,
                                                        v1::ClosePrisonResponse* response) {
  return runtime_.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ClosePrisonRequest& in,
             v1::ClosePrisonResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_.people(session, call);
        const auto owners = bind_.owners(session, call);
        if (in.dry_run()) {
          TTG_TRY(const auto would, use_cases_.close_prison.DryRun(*owners, call, command));
          return ShowMoved(command.prison.str(), would, out);
        }
        const auto movements = bind_.movements(session, call);
        TTG_TRY(const auto closure,
                use_cases_.close_prison({*people, *owners}, *movements, call, command));
        return ShowMoved(closure.id.str(), closure.moved, out);
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::ClosePrisonResponse& out) -> Result<rpc::Outcome> {
        const auto owners = bind_.owners(session, call);
        if (const auto id = ClosureId::Parse(resource_id)) {
          TTG_TRY(const auto closure, owners->FindClosure(*id));
          return ShowMoved(resource_id, closure.moved, out);
        }
        // A dry run is repeated: who would move now.
        TTG_TRY(const auto prison, PrisonId::Parse(resource_id));
        TTG_TRY(const auto people, owners->ListBelonging(prison));
        return ShowMoved(resource_id, people, out);
      });
}

}  // namespace ttg::release
